//! Records are read and annotated on several threads, and come back in the order in which they went.

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{Builder, Scope};

use super::analysis::Language;
use super::article_words::{self, ArticleWords};
use crate::corpus::{Article, Passage, Record, Refusal, annotated_and, passages_of};
use crate::extract::Annotations;
use crate::text::Tokens;
use crate::vocabulary::Vocabulary;

/// Stack of a reader: that of a main thread, which reads where there is one thread only.
const STACK: usize = 8 << 20;

/// An article and all that an index wants to know of it.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) article: Article,
    pub(super) passages: Vec<Passage>,
    /// Given or found.
    pub(super) language: Option<String>,
    pub(super) found: Annotations,
    pub(super) words: ArticleWords,
}

/// Records that are read together: what one step of reading needs (code, tables of words) is fetched
/// from far once for all of them, while the next step drives it away.
const TOGETHER: usize = 32;
/// Bytes of records from which fewer are, so that a handful of large files keeps every reader at work.
const TOGETHER_BYTES: usize = 64 << 10;

type Records = Vec<Record>;
type Answers = Vec<Result<Ready, Refusal>>;

/// Readers at work.
#[derive(Debug)]
pub(super) struct Readers<'v> {
    vocabulary: &'v Vocabulary,
    /// None where one thread does all.
    readers: Vec<Reader>,
    /// Records that are not enough yet to be handed over.
    gathered: Records,
    gathered_bytes: usize,
    /// Records that wait to be read where they are asked for.
    waiting: VecDeque<Records>,
    sent: usize,
    taken: usize,
    is_ready: bool,
    /// Answers that none was asked for yet.
    answers: std::vec::IntoIter<Result<Ready, Refusal>>,
}

/// What a reader is asked to do.
#[derive(Debug)]
enum Ask {
    /// To load what it needs, without an answer.
    GetReady,
    /// To read records, and answer with what it read.
    Read(Records),
}

/// One thread: its records and its answers are in the same order.
#[derive(Debug)]
struct Reader {
    asks: Sender<Ask>,
    answers: Receiver<Answers>,
}

impl<'v> Readers<'v> {
    /// Starts `threads` readers; one reads where the answer is asked for, with no thread of its own.
    /// They end with the value.
    pub(super) fn start<'s>(
        scope: &'s Scope<'s, '_>,
        vocabulary: &'v Vocabulary,
        threads: NonZeroUsize,
    ) -> std::io::Result<Self>
    where
        'v: 's,
    {
        let count = if threads.get() == 1 { 0 } else { threads.get() };
        let readers =
            (0..count).map(|nth| Reader::start(scope, vocabulary, nth)).collect::<Result<_, _>>()?;
        Ok(Self {
            vocabulary,
            readers,
            gathered: Records::new(),
            gathered_bytes: 0,
            waiting: VecDeque::new(),
            sent: 0,
            taken: 0,
            is_ready: false,
            answers: Answers::new().into_iter(),
        })
    }

    /// Lets them load what they need: records will come.
    pub(super) fn get_ready(&mut self) {
        if !self.is_ready {
            self.readers.iter().for_each(|reader| reader.ask(Ask::GetReady));
            self.is_ready = true;
        }
    }

    /// Hands over a record.
    pub(super) fn send(&mut self, record: Record) {
        self.gathered_bytes += record.bytes.len();
        self.gathered.push(record);
        if self.gathered.len() >= TOGETHER || self.gathered_bytes >= TOGETHER_BYTES {
            self.send_gathered();
        }
    }

    fn send_gathered(&mut self) {
        let records = std::mem::take(&mut self.gathered);
        self.gathered_bytes = 0;
        let reader = self.sent.checked_rem(self.readers.len()).and_then(|at| self.readers.get(at));
        self.sent += 1;
        match reader {
            Some(reader) => reader.ask(Ask::Read(records)),
            None => self.waiting.push_back(records),
        }
    }

    /// The answer for the first record that none was asked for yet.
    pub(super) fn next(&mut self) -> Option<Result<Ready, Refusal>> {
        if let Some(answer) = self.answers.next() {
            return Some(answer);
        }
        if self.taken == self.sent {
            self.send_gathered();
        }
        self.answers = self.next_answers()?.into_iter();
        self.taken += 1;
        self.answers.next()
    }

    fn next_answers(&mut self) -> Option<Answers> {
        if let Some(records) = self.waiting.pop_front() {
            return Some(read(self.vocabulary, records));
        }
        let reader = self.readers.get(self.taken.checked_rem(self.readers.len())?)?;
        Some(reader.answers.recv().expect("a reader answers for all records that it is given"))
    }
}

impl Reader {
    fn start<'s, 'v: 's>(
        scope: &'s Scope<'s, '_>,
        vocabulary: &'v Vocabulary,
        nth: usize,
    ) -> std::io::Result<Self> {
        let (asks, asked) = channel();
        let (answer, answers) = channel();
        Builder::new().name("read articles".to_owned()).stack_size(STACK).spawn_scoped(scope, move || {
            for ask in asked {
                match ask {
                    Ask::GetReady => vocabulary.load_half(nth.is_multiple_of(2)),
                    Ask::Read(records) => {
                        if answer.send(read(vocabulary, records)).is_err() {
                            // Nobody waits any more: the run was stopped.
                            return;
                        }
                    }
                }
            }
        })?;
        Ok(Self { asks, answers })
    }

    fn ask(&self, ask: Ask) {
        self.asks.send(ask).expect("a reader listens as long as it is asked");
    }
}

fn read(vocabulary: &Vocabulary, records: Records) -> Answers {
    let articles: Vec<_> = records.into_iter().map(Record::article).collect();
    articles.into_iter().map(|article| Ok(ready(vocabulary, article?))).collect()
}

fn ready(vocabulary: &Vocabulary, mut article: Article) -> Ready {
    let (title, given) = (article.meta.title.clone(), article.meta.language.clone());
    let furniture = article.furniture.clone();
    let (found, (passages, language, words)) = annotated_and(vocabulary, &mut article, |scanned, found| {
        let language = given.or_else(|| found.language.clone());
        let passages = passages_of(&scanned.text, &furniture);
        let title = title.as_deref().map(|title| match scanned.title {
            tokens if tokens.text == title => tokens,
            _ => Tokens::new(title),
        });
        let of_text = (scanned.text, passages.as_slice());
        let words = article_words::take(title, of_text, Language::Of(language.as_deref()));
        (passages, language, words)
    });
    Ready { article, passages, language, found, words }
}
