//! Articles made up from a seed, as many as asked for, and queries that find something in them: what every measurement
//! of the search runs on.
//!
//! An article is made from the seed and its number alone, so the first thousand of a hundred thousand are the thousand,
//! and none has to be kept. It has a headline and about 400 words (3.1 kB) in paragraphs and sentences, an outlet of 40, a day
//! of one year, people, organisations and places by name (1/r over 20,000), and some sentences that quote one of them.
//! Words are drawn by rank: 1/r up to 16,384, 1/r² beyond (Ferrer i Cancho & Solé 2001), so that the
//! vocabulary goes on growing, to about 350,000 words in 100,000 articles. All is ASCII, which the engines in JavaScript
//! keep in half the memory; no word ends with an s, so that every engine finds the same by a word and none by its plural.
use analysis::{Attribution, Entity, EntityKind, Manner, Mention, MentionForm, Reading};
use corpus::{Article, Basis, Block, BlockKind, Date, Outlet, Published, Span};
use std::collections::HashSet;

const OUTLETS: u64 = 40;
/// Names of people, organisations and places in turn.
const NAMES: u32 = 20_000;
/// Octaves of ranks that are equally likely: ranks up to 2^14 fall off as 1/r.
const OCTAVES: u64 = 14;

/// A fixed stream of numbers (splitmix64), so that every run measures the same.
struct Numbers(u64);

impl Numbers {
    fn of(seed: u64, article: u64) -> Self {
        let mut numbers = Self(seed.wrapping_add(article.wrapping_mul(0xd134_2543_de82_ef95)));
        Self(numbers.next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    /// One of `items`.
    fn pick<'a>(&mut self, items: &[&'a str]) -> &'a str {
        let at = self.below(items.len() as u64) as usize;
        items.get(at).copied().unwrap_or_default()
    }

    /// The rank of a word: 0 is the commonest.
    fn rank(&mut self) -> u64 {
        let mut octave = self.below(OCTAVES + 1);
        if octave == OCTAVES {
            octave += u64::from(self.next().trailing_ones()).min(15);
        }
        (1 << octave) - 1 + self.below(1 << octave)
    }

    /// A name: the smaller its number, the likelier, about as 1/r.
    fn name(&mut self) -> u32 {
        let octave = self.below(u64::from(NAMES.ilog2()) + 1);
        let rank = (1 << octave) - 1 + self.below(1 << octave);
        u32::try_from(rank).unwrap_or(0) % NAMES
    }
}

/// The word of a rank; commoner ones are shorter.
fn word(rank: u64, out: &mut String) {
    let syllables = match rank {
        0..31 => 1,
        31..8191 => 2,
        _ => 3,
    };
    // An odd factor permutes the numbers of so many bits, so that neighbours in rank are not neighbours in the alphabet.
    let mut rest = (rank + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) % (1 << (12 * syllables));
    for _ in 0..syllables {
        syllable(rest, out);
        rest >>= 12;
    }
}

/// One of 4,096 syllables, some of them alike; none ends with an s, or with an n (man, men).
fn syllable(n: u64, out: &mut String) {
    const BEGINNINGS: [&str; 32] = [
        "b", "c", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z", "br", "ch", "cl",
        "dr", "fl", "gr", "pl", "pr", "sh", "sp", "st", "th", "tr", "",
    ];
    const VOWELS: [&str; 8] = ["a", "e", "i", "o", "u", "ai", "ea", "ou"];
    const ENDINGS: [&str; 16] = ["", "", "", "nk", "r", "l", "t", "m", "d", "nd", "nt", "rt", "ck", "p", "g", "x"];
    for (parts, shift) in [(&BEGINNINGS[..], 0), (&VOWELS[..], 5), (&ENDINGS[..], 8)] {
        let at = (n >> shift) as usize % parts.len();
        out.push_str(parts.get(at).copied().unwrap_or_default());
    }
}

/// The name of an entity: no word of it is a word of the rest of the text.
fn name(entity: u32) -> String {
    let mut name = String::new();
    for part in 0..2 {
        let mut lower = String::new();
        let n = u64::from(entity).wrapping_mul(2).wrapping_add(part) + 1;
        syllable(n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20, &mut lower);
        if part == 1 {
            lower.push_str(["ovic", "oteq", "aburg"][(entity % 3) as usize]);
        } else {
            lower.push_str("iq");
        }
        let first = lower.remove(0).to_ascii_uppercase();
        name.push_str(if part == 1 { " " } else { "" });
        name.push(first);
        name.push_str(&lower);
    }
    name
}

/// A seed, and what every article made from it shares.
pub(crate) struct Generator {
    seed: u64,
    /// Everybody whom the articles name; mentions count into it.
    pub(crate) entities: Vec<Entity>,
}

/// A word of an article that can be asked for.
struct Drawn {
    rank: u64,
    span: Span,
    sentence: usize,
    /// Nothing but a blank stands between it and the word before.
    follows: bool,
}

/// An article while it is written.
struct Draft {
    numbers: Numbers,
    text: String,
    reading: Reading,
    sentences: Vec<Span>,
    drawn: Vec<Drawn>,
}

impl Generator {
    /// Another seed gives other articles of the same kind.
    pub(crate) fn new(seed: u64) -> Self {
        let kind = [EntityKind::Person, EntityKind::Organisation, EntityKind::Place];
        let entity = |n: u32| Entity { id: format!("e/{n}"), name: name(n), kind: kind[(n % 3) as usize] };
        Self { seed, entities: (0..NAMES).map(entity).collect() }
    }

    /// The article of that number, and what a reader would find in it.
    pub(crate) fn article(&self, n: u64) -> (Article, Reading) {
        let mut draft = self.draft(n);
        let (outlet, day) = (draft.numbers.below(OUTLETS), draft.numbers.below(12 * 28));
        let day = Date::new(2025, 1 + (day / 28) as u32, 1 + (day % 28) as u32);
        draft.text.shrink_to_fit();
        draft.sentences.shrink_to_fit();
        let headline = draft.sentences.first().copied();
        let mut blocks = Vec::with_capacity(9);
        let mut from = 0;
        for end in draft.text.match_indices('\n').map(|(at, _)| at).chain([draft.text.len()]) {
            let span = Span::new(from, end);
            let kind = if from == 0 { BlockKind::Headline } else { BlockKind::Paragraph };
            blocks.push(Block { span, kind, body: span, label: None });
            from = end + 1;
        }
        let article = Article {
            id: format!("a{n}"),
            text: draft.text,
            outlet: Some(Outlet { name: format!("Outlet {outlet}"), url: None, basis: Basis::Supplied }),
            published: day.map(|d| Published { value: d.into(), basis: Basis::Supplied, span: None }),
            headline,
            blocks,
            sentences: draft.sentences,
            notices: Vec::new(),
        };
        (article, draft.reading)
    }

    fn draft(&self, n: u64) -> Draft {
        let mut draft = Draft {
            numbers: Numbers::of(self.seed, n),
            text: String::with_capacity(4096),
            reading: Reading::default(),
            sentences: Vec::new(),
            drawn: Vec::new(),
        };
        draft.words(8);
        draft.end_sentence(0, "");
        // About 400 words: some articles have half of them, some twice as many.
        let paragraphs = 3 + draft.numbers.below(6);
        for _ in 0..paragraphs {
            draft.text.push('\n');
            for sentence in 0..3 {
                if sentence > 0 {
                    draft.text.push(' ');
                }
                draft.sentence(&self.entities);
            }
        }
        draft
    }

    /// `count` different queries of a kind, each of which finds something in the first `articles`: a third of them
    /// with a common word, a third with a middling one, a third with a rare one.
    pub(crate) fn queries(&self, kind: Kind, articles: u64, count: usize) -> Vec<Asked> {
        let mut numbers = Numbers::of(self.seed, u64::MAX - kind as u64);
        let (mut asked, mut known) = (Vec::new(), HashSet::new());
        for _ in 0..200 * count {
            let n = numbers.below(articles.max(1));
            let draft = self.draft(n);
            let ranks = [0..128, 128..4096, 4096..u64::MAX][asked.len() % 3].clone();
            let at = numbers.below(draft.drawn.len() as u64) as usize;
            let found = draft.drawn.iter().skip(at).position(|d| ranks.contains(&d.rank));
            let one = found.and_then(|skipped| self.ask(kind, n, &draft, at + skipped, &mut numbers));
            if let Some(one) = one.filter(|one| known.insert(one.typed.clone())) {
                asked.push(one);
            }
            if asked.len() == count {
                break;
            }
        }
        asked
    }

    fn ask(&self, kind: Kind, n: u64, draft: &Draft, at: usize, numbers: &mut Numbers) -> Option<Asked> {
        let drawn = draft.drawn.get(at)?;
        let text = |drawn: &Drawn| drawn.span.of(&draft.text).to_ascii_lowercase();
        let word = text(drawn);
        let mut outlet = String::new();
        let typed = match kind {
            Kind::Word => word,
            Kind::And => {
                let rest = draft.drawn.get(at + 1 + numbers.below(9) as usize..)?;
                let other = rest.iter().rfind(|other| other.sentence == drawn.sentence && text(other) != word)?;
                format!("{word} {}", text(other))
            }
            Kind::Phrase => {
                let more = 1 + numbers.below(2) as usize;
                let mut words = vec![word];
                for next in draft.drawn.get(at + 1..=at + more)? {
                    if !next.follows || next.sentence != drawn.sentence {
                        return None;
                    }
                    words.push(text(next));
                }
                format!("\"{}\"", words.join(" "))
            }
            Kind::Prefix => {
                let length = 2 + numbers.below(3) as usize;
                format!("{}*", word.chars().take(length).collect::<String>())
            }
            Kind::Fuzzy => format!("{}~", misspelt(&word, numbers)?),
            Kind::Facet => {
                outlet = self.article(n).0.outlet?.name;
                word
            }
        };
        Some(Asked { typed, outlet })
    }
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One word.
    Word,
    /// Two words of one sentence.
    And,
    /// The first two to four letters of a word.
    Prefix,
    /// Two or three words in a row.
    Phrase,
    /// A word of five letters or more with one wrong.
    Fuzzy,
    /// A word, in one outlet.
    Facet,
}

impl Kind {
    /// All of them, with the names they go by.
    pub(crate) const ALL: [(&str, Self); 6] = [
        ("word", Self::Word),
        ("AND", Self::And),
        ("prefix", Self::Prefix),
        ("phrase", Self::Phrase),
        ("fuzzy", Self::Fuzzy),
        ("facet filter", Self::Facet),
    ];
}

/// One query.
pub(crate) struct Asked {
    /// As typed into Parallax.
    pub(crate) typed: String,
    /// The outlet to stay within, or nothing.
    pub(crate) outlet: String,
}

/// A letter replaced, left out, added, or two swapped; never the first.
fn misspelt(word: &str, numbers: &mut Numbers) -> Option<String> {
    let mut letters = word.as_bytes().to_vec();
    if letters.len() < 5 {
        return None;
    }
    let at = 1 + numbers.below(letters.len() as u64 - 3) as usize;
    let other = b"aeiounrtlm"[numbers.below(10) as usize];
    match numbers.below(4) {
        0 => *letters.get_mut(at)? = other,
        1 => drop(letters.remove(at)),
        2 => letters.insert(at, other),
        _ => letters.swap(at, at + 1),
    }
    String::from_utf8(letters).ok().filter(|other| other != word && other.len() > 3)
}

impl Draft {
    /// A sentence of about 22 words; half of them name someone, some quote the one named.
    fn sentence(&mut self, entities: &[Entity]) {
        let start = self.text.len();
        match self.numbers.below(8) {
            0 => {
                self.text.push('"');
                let from = self.text.len();
                self.words(12);
                let content = Span::new(from, self.text.len());
                self.text.push_str(",\" ");
                let speaker = self.mention(entities);
                self.text.push_str(" said ");
                self.words(5);
                self.reading.attributions.push(Attribution {
                    manner: Manner::Direct,
                    content: vec![content],
                    scope: vec![content],
                    source: None,
                    cue: None,
                    speaker: Some(speaker),
                    speaker_name: None,
                    unnamed: false,
                    content_kind: None,
                    rule: String::new(),
                });
            }
            1..5 => {
                self.words(6);
                self.text.push(' ');
                self.mention(entities);
                self.text.push_str(self.numbers.pick(&[" ", ", ", " - "]));
                self.words(10);
            }
            5 => {
                self.words(11);
                let number = self.numbers.below(1000);
                self.text.push_str(&format!(" {number} "));
                self.words(7);
            }
            _ => self.words(18),
        }
        self.end_sentence(start, ".");
    }

    fn end_sentence(&mut self, start: usize, mark: &str) {
        self.text.push_str(mark);
        if let Some(first) = self.text.get_mut(start..=start) {
            first.make_ascii_uppercase();
        }
        self.sentences.push(Span::new(start, self.text.len()));
    }

    /// At least `least` words, seldom with a comma.
    fn words(&mut self, least: u64) {
        let count = least + self.numbers.below(7);
        for n in 0..count {
            let follows = n > 0 && self.numbers.below(11) != 0;
            if n > 0 {
                self.text.push_str(if follows { " " } else { ", " });
            }
            let from = self.text.len();
            let rank = self.numbers.rank();
            word(rank, &mut self.text);
            let span = Span::new(from, self.text.len());
            self.drawn.push(Drawn { rank, span, sentence: self.sentences.len(), follows });
        }
    }

    fn mention(&mut self, entities: &[Entity]) -> u32 {
        let entity = self.numbers.name();
        let from = self.text.len();
        self.text.push_str(entities.get(entity as usize).map_or("", |e| e.name.as_str()));
        let span = Span::new(from, self.text.len());
        self.reading.mentions.push(Mention { span, name: span, entity, form: MentionForm::Name });
        entity
    }
}
