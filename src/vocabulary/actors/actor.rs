//! One actor of the lexicon, and the words that classify it.

use serde::{Deserialize, Serialize};

use crate::vocabulary::Side;

/// An armed actor, a state body, a mission, a reporting body or a person of public life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Identity in output, filters and facets; never changes once released.
    pub id: String,
    /// The name shown to people.
    pub name: String,
    /// Every spelling that stands for it, the shown name first.
    pub aliases: Vec<Alias>,
    /// Id of the body that it belongs to.
    pub parent: Option<String>,
    /// What it is.
    pub kind: ActorKind,
    /// On which side its dead are counted.
    pub side: Side,
    /// ACLED's code of actor type: 1 state forces, 2 rebels, 3 political and 4 identity militia,
    /// 7 civilians, 8 external or other; 0 for what is no party.
    pub inter: u8,
    /// ISO 3166 codes of the countries where it acts; empty where it acts anywhere.
    pub countries: Vec<String>,
    /// First year of its existence, where known.
    pub from: Option<u16>,
    /// Last year of its existence, where it has ended.
    pub to: Option<u16>,
    /// Office or function, of a person.
    pub role: Option<String>,
}

impl Actor {
    /// Whether the actor acts in the country of this ISO code; `false` for one that acts anywhere.
    #[must_use]
    pub fn acts_in(&self, country: &str) -> bool {
        self.countries.iter().any(|code| code == country)
    }
}

/// One spelling of an actor's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The spelling.
    pub text: String,
    /// What a text must give before the spelling counts.
    pub usage: AliasUse,
    /// Whether the letters must be cased as written here, as with `SITE`.
    pub exact: bool,
}

/// What a text must give before a spelling counts as the actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AliasUse {
    /// Nothing: the spelling is the actor's own.
    Plain,
    /// Evidence: the actor's country, its long form, or a word beside it that says what it is.
    Ambiguous,
    /// Nothing, but the spelling is a place that stands for the actor: the Kremlin.
    Metonym,
}

/// What an actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// A government, ministry or de-facto authority.
    Government,
    /// An army or one of its branches and units.
    StateForces,
    /// Police, gendarmerie, prison and border guards.
    Police,
    /// A peacekeeping or multinational force.
    Mission,
    /// A group that fights a state.
    RebelGroup,
    /// A self-defence group, pro-government or communal militia.
    Militia,
    /// A private military company.
    PrivateSecurityForces,
    /// The United Nations and other unions of states.
    InternationalOrganization,
    /// A news agency, newspaper, broadcaster or monitoring service.
    Media,
    /// A non-governmental organisation.
    Ngo,
    /// Another body that is no party to a conflict.
    Organization,
    /// A person of public life.
    Person,
}

impl ActorKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::Government,
        Self::StateForces,
        Self::Police,
        Self::Mission,
        Self::RebelGroup,
        Self::Militia,
        Self::PrivateSecurityForces,
        Self::InternationalOrganization,
        Self::Media,
        Self::Ngo,
        Self::Organization,
        Self::Person,
    ];

    /// The word in data files and output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Government => "government",
            Self::StateForces => "state_forces",
            Self::Police => "police",
            Self::Mission => "mission",
            Self::RebelGroup => "rebel_group",
            Self::Militia => "militia",
            Self::PrivateSecurityForces => "private_security_forces",
            Self::InternationalOrganization => "international_organization",
            Self::Media => "media",
            Self::Ngo => "ngo",
            Self::Organization => "organization",
            Self::Person => "person",
        }
    }

    /// The kind of this word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == text)
    }

    /// The side that the dead of such an actor are counted on unless its row says otherwise.
    #[must_use]
    pub const fn side(self) -> Side {
        match self {
            Self::Government
            | Self::StateForces
            | Self::Police
            | Self::Mission
            | Self::PrivateSecurityForces => Side::State,
            Self::RebelGroup | Self::Militia => Side::NonState,
            Self::Ngo | Self::Organization | Self::Media => Side::Civilian,
            Self::InternationalOrganization | Self::Person => Side::Unspecified,
        }
    }

    /// Whether such an actor belongs to a state, so that its name may be a description: `Malian army`.
    #[must_use]
    pub const fn is_of_state(self) -> bool {
        matches!(self, Self::Government | Self::StateForces | Self::Police)
    }
}
