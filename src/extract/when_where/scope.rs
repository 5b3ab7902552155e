//! The sentences of an article with the dates, places and figures that stand in each.

use std::ops::Range;

use super::super::dates::{DateMention, DateRole, DateSetting};
use super::super::{Figure, Level, PlaceMention, Reading};
use crate::text::{Span, TokenKind, Tokens};
use crate::vocabulary::{DateCue, PlaceKind, Vocabulary};

/// One sentence.
#[derive(Debug, Clone)]
pub(super) struct Sentence {
    pub(super) tokens: Range<usize>,
    /// Sentences of one number stand in one paragraph.
    pub(super) paragraph: usize,
    /// The words under a picture tell of another day.
    pub(super) is_caption: bool,
    /// First token behind a dateline: `BAMAKO, July 22 (Agency) -`.
    pub(super) body: usize,
    dates: Range<usize>,
    places: Range<usize>,
}

/// A place that may be the scene of an event.
#[derive(Debug, Clone)]
pub(super) struct Scene<'s> {
    pub(super) tokens: Range<usize>,
    pub(super) path: &'s [String],
}

/// A figure as a place in the text.
#[derive(Debug, Clone)]
pub(super) struct Site {
    pub(super) tokens: Range<usize>,
    pub(super) sentence: usize,
    pub(super) is_cumulative: bool,
}

/// All sentences, dates, scenes and figures of an article.
#[derive(Debug)]
pub(super) struct Scope<'s> {
    pub(super) tokens: &'s Tokens<'s>,
    pub(super) setting: DateSetting<'s>,
    pub(super) sentences: Vec<Sentence>,
    pub(super) figures: Vec<Site>,
    dates: &'s [DateMention],
    scenes: Vec<Scene<'s>>,
}

impl<'s> Scope<'s> {
    pub(super) fn new(
        vocabulary: &Vocabulary,
        reading: &'s Reading<'_>,
        setting: DateSetting<'s>,
        dates: &'s [DateMention],
        found: (&'s [PlaceMention], &[Figure]),
    ) -> Self {
        let (places, figures) = found;
        let tokens = &reading.tokens;
        let scenes: Vec<Scene<'s>> = places
            .iter()
            .filter(|place| place.level == Level::Named && is_scene(vocabulary, place))
            .map(|place| Scene { tokens: tokens_of(tokens, place.quote.span()), path: &place.path })
            .collect();
        let mut scope = Self { tokens, setting, sentences: Vec::new(), figures: Vec::new(), dates, scenes };
        scope.cut();
        scope.figures = figures.iter().map(|figure| scope.site(figure)).collect();
        scope
    }

    fn cut(&mut self) {
        let text = self.tokens.text;
        let spans = self.tokens.sentences();
        let wrapped = spans.iter().filter(|span| span.of(text).contains('\n')).count() > 1;
        let (mut paragraph, mut before) = (0, 0);
        let (mut date, mut place) = (0, 0);
        for &span in spans {
            let gap = text.get(before..span.start).unwrap_or_default();
            let lines = gap.chars().filter(|&c| c == '\n').count();
            paragraph += usize::from(lines > usize::from(wrapped));
            before = span.end;
            let tokens = tokens_of(self.tokens, span);
            let dates = take_while(&mut date, self.dates, |mention| mention.tokens.start < tokens.end);
            let places = take_while(&mut place, &self.scenes, |scene| scene.tokens.start < tokens.end);
            let is_caption = self
                .setting
                .words
                .cue(self.tokens, first_word(self.tokens, &tokens), DateCue::Caption)
                .is_some();
            let body = self.body(&tokens);
            self.sentences.push(Sentence { tokens, paragraph, is_caption, body, dates, places });
        }
    }

    /// The first token behind a dateline: a dash between spaces among the first tokens, behind a
    /// place.
    fn body(&self, tokens: &Range<usize>) -> usize {
        const LONGEST_DATELINE: usize = 16;
        let opens_with_place = self
            .scenes
            .get(self.scenes.partition_point(|scene| scene.tokens.start < tokens.start))
            .is_some_and(|scene| scene.tokens.start <= tokens.start + 1);
        if !opens_with_place {
            return tokens.start;
        }
        let end = tokens.end.min(tokens.start + LONGEST_DATELINE);
        let dash = (tokens.start..end).find(|&at| {
            matches!(self.kind(at), Some(TokenKind::Punctuation('-' | '–' | '—')))
                && !crate::text::number::is_joint(self.tokens, at)
        });
        dash.map_or(tokens.start, |dash| dash + 1)
    }

    pub(super) fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    fn site(&self, figure: &Figure) -> Site {
        let span = match (figure.num_start, figure.number_text.as_deref()) {
            (Some(_), Some(number)) => number_span(figure, number),
            _ => figure.quote.span(),
        };
        let tokens = tokens_of(self.tokens, span);
        let sentence = self.sentences.partition_point(|sentence| sentence.tokens.end <= tokens.start);
        let sentence = sentence.min(self.sentences.len().saturating_sub(1));
        Site { tokens, sentence, is_cumulative: figure.is_cumulative }
    }

    /// The dates of a sentence around token `near`. In a dateline they are the day of the report.
    pub(super) fn dates(
        &self,
        sentence: &Sentence,
        near: usize,
    ) -> impl Iterator<Item = (DateRole, &'s DateMention)> {
        let body = sentence.body;
        let all = self.dates.get(sentence.dates.clone()).unwrap_or_default();
        window(all, near, |mention| mention.tokens.start).iter().map(move |mention| {
            let dateline = mention.role == DateRole::Event && mention.tokens.start < body;
            (if dateline { DateRole::Statement } else { mention.role }, mention)
        })
    }

    /// The scenes of a sentence around token `near`, without its dateline.
    pub(super) fn scenes(&self, sentence: &Sentence, near: usize) -> Vec<&Scene<'s>> {
        let all = self.scenes.get(sentence.places.clone()).unwrap_or_default();
        let scenes = window(all, near, |scene| scene.tokens.start);
        scenes.iter().filter(|scene| scene.tokens.start >= sentence.body).collect()
    }

    /// The other sentences of a paragraph that a reader looks at for what one leaves out: those
    /// before it, the nearest first, then those after it.
    pub(super) fn around(&self, sentence: usize) -> impl Iterator<Item = &Sentence> {
        const BACK: usize = 5;
        const AHEAD: usize = 2;
        let paragraph = self.sentences.get(sentence).map(|sentence| sentence.paragraph);
        let before = sentence.saturating_sub(BACK)..sentence;
        let after = sentence + 1..sentence + 1 + AHEAD;
        let inside = move |sentence: &&Sentence| Some(sentence.paragraph) == paragraph;
        let before = before.rev().filter_map(|at| self.sentences.get(at)).filter(inside);
        before.chain(after.filter_map(|at| self.sentences.get(at)).filter(inside))
    }

    /// The sentences that open the article.
    pub(super) fn lead(&self) -> impl Iterator<Item = &Sentence> {
        const LEAD: usize = 8;
        self.sentences.iter().filter(|sentence| !sentence.is_caption).take(LEAD)
    }

    /// Whether a sentence holds a figure.
    pub(super) fn has_figure(&self, sentence: &Sentence) -> bool {
        let next = self.figures.partition_point(|site| site.tokens.start < sentence.tokens.start);
        self.figures.get(next).is_some_and(|site| site.tokens.start < sentence.tokens.end)
    }
}

/// How far `mention` is from a figure, as a reader counts: a mention behind the figure is its own,
/// unless it opens the next figure; one in front serves all figures that follow it.
pub(super) fn distance(scope: &Scope<'_>, nth: usize, mention: &Range<usize>) -> usize {
    const FAR: usize = 1000;
    let Some(site) = scope.figures.get(nth) else { return FAR };
    if mention.start >= site.tokens.end {
        let gap = mention.start - site.tokens.end;
        let next = scope.figures.get(nth + 1).filter(|next| next.sentence == site.sentence);
        let next = next.map_or(usize::MAX, |next| next.tokens.start);
        // "12 in Kati and two in Gao": the first place is no opening of the second figure.
        let is_own = gap > 0
            && (site.tokens.end..mention.start).all(|at| scope.setting.numbers.is_function(scope.tokens, at));
        let opens_next = !is_own && next >= mention.end && next <= mention.end + 4;
        if next < mention.start || opens_next || gap > 12 { gap + FAR } else { gap }
    } else {
        site.tokens.start.saturating_sub(mention.end) + 12
    }
}

/// The items that a reader has in view at token `near`, however long the sentence is.
fn window<T>(items: &[T], near: usize, start: impl Fn(&T) -> usize) -> &[T] {
    const VIEW: usize = 120;
    let first = items.partition_point(|item| start(item) + VIEW < near);
    let last = items.partition_point(|item| start(item) < near + VIEW);
    items.get(first..last.max(first)).unwrap_or_default()
}

fn take_while<T>(next: &mut usize, items: &[T], mut inside: impl FnMut(&T) -> bool) -> Range<usize> {
    let start = *next;
    while items.get(*next).is_some_and(&mut inside) {
        *next += 1;
    }
    start..*next
}

fn first_word(tokens: &Tokens<'_>, range: &Range<usize>) -> usize {
    range.clone().find(|&at| tokens.get(at).is_some_and(crate::text::Token::is_word)).unwrap_or(range.start)
}

/// Continents and parts of them are no scenes.
fn is_scene(vocabulary: &Vocabulary, place: &PlaceMention) -> bool {
    place.path.len() > 1
        || vocabulary
            .places()
            .by_id(&place.id)
            .is_none_or(|place| !matches!(place.kind, PlaceKind::Continent | PlaceKind::Area))
}

/// The tokens that begin inside `span`.
fn tokens_of(tokens: &Tokens<'_>, span: Span) -> Range<usize> {
    let all = tokens.as_slice();
    let start = all.partition_point(|token| token.span.end <= span.start);
    start..all.partition_point(|token| token.span.start < span.end)
}

/// The bytes of a figure's number inside its quote.
fn number_span(figure: &Figure, number: &str) -> Span {
    let quote = &figure.quote;
    match quote.text.find(number) {
        Some(at) => Span::new(quote.byte_start + at, quote.byte_start + at + number.len()),
        None => quote.span(),
    }
}
