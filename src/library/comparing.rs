//! How the outlets told an event, or several events side by side, with the articles that it rests on.
use crate::catalogue::event_order;
use crate::extract::{Extract, restrict};
use crate::heads::head;
use crate::stretch::WHOLE;
use crate::{Head, Library, Question, split_known};
use analysis::compare::{Question as Asked, Work, fullest, tellers};
use analysis::comparison::Comparison;
use corpus::{Article, Gather, Set, packed};

/// Asks for a comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparing {
    /// Ids of the events; none for the one that most articles tell.
    pub events: Vec<String>,
    /// Ids of the articles with a column, in order; none for as many as fit beside each other.
    pub outlets: Vec<String>,
    /// Whether every article that tells the event has a column.
    pub all: bool,
    /// A text to hold the wordings against.
    pub reference: Option<String>,
    /// How often it was asked again after it had been stopped.
    pub again: u32,
}

/// A comparison with the part of the corpus that it counts into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// The articles, and ids that the corpus does not have.
    pub extract: Extract,
    /// How they told it.
    pub comparison: Comparison,
    /// With one event: the articles that tell it, in the corpus' order; the first [`TELLERS_MAX`], and every column.
    pub tellers: Vec<Teller>,
    /// How many tell it in all.
    pub tellers_total: u32,
    /// Articles of the corpus that are not in the extract: they do not tell the events.
    pub others: u32,
    /// Steps done, of [`Work::STEPS`].
    pub steps: u32,
}

/// An article that tells the event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Teller {
    /// What introduces it.
    pub head: Head,
    /// Whether it has a column unless the user asks for others.
    pub usual: bool,
}

packed!(Comparing { events, outlets, all, reference, again });
packed!(Compared { extract, comparison, tellers, tellers_total, others, steps });
packed!(Teller { head, usual });

/// Articles that have a column unless the user asks for others.
const COLUMNS_MAX: usize = 5;
/// Tellers of an event that are listed, beside those with a column.
const TELLERS_MAX: usize = 100;
/// A corpus of up to this many articles is taken whole, so that silence is shown article by article.
const WHOLE_MAX: usize = 40;

impl Question for Comparing {
    type Answer = Compared;
    const NUMBER: u8 = 2;

    fn needs(&self, library: &Library) -> Vec<u32> {
        Chosen::of(self, library).articles
    }

    fn answer(&self, library: &Library) -> Compared {
        let mut making = Making::new(self, library);
        while making.step() {}
        making.finish()
    }
}

/// What a comparison is about.
struct Chosen {
    events: Vec<u32>,
    /// With one event: the articles that have a column.
    columns: Vec<u32>,
    /// With one event: those that have one unless the user asks for others.
    usual: Vec<u32>,
    /// Every article that tells the events.
    told: Vec<u32>,
    /// What the comparison counts into.
    articles: Vec<u32>,
    unknown: Vec<String>,
}

impl Chosen {
    fn of(asked: &Comparing, library: &Library) -> Self {
        let reading = &library.reading;
        let (mut events, mut unknown) = split_known(&asked.events, |id| library.event_by_id(id));
        let (outlets, strangers) = library.articles_by_id(&asked.outlets);
        unknown.extend(strangers);
        if events.is_empty() {
            events.extend(event_order(reading).first().map(|(e, _)| *e));
        }
        let told: Vec<u32> = events.iter().flat_map(|e| tellers(reading, *e)).collect();
        let usual = match events.as_slice() {
            [event] => fullest(&library.collection, reading, *event, COLUMNS_MAX),
            _ => Vec::new(),
        };
        let columns = match events.as_slice() {
            [_] if asked.all => told.clone(),
            [_] if outlets.is_empty() => usual.clone(),
            _ => outlets,
        };
        // What is not compared is not said to be silent.
        let may = |n: &u32| library.collection.articles.get(*n as usize).is_some_and(Article::is_comparable);
        let all = library.collection.articles.len();
        let articles = if all <= WHOLE_MAX {
            (0..crate::number(all)).filter(may).collect()
        } else {
            let wanted: Set<u32> = if events.len() == 1 { &columns } else { &told }.iter().copied().gather();
            wanted.iter().copied().collect()
        };
        Self { events, columns, usual, told, articles, unknown }
    }
}

/// A comparison in the making.
pub struct Making {
    compared: Compared,
    work: Work,
}

impl Making {
    /// The columns, and nothing else yet.
    #[must_use]
    pub fn new(asked: &Comparing, library: &Library) -> Self {
        let (collection, reading) = (&library.collection, &library.reading);
        let Chosen { events, columns, usual, told, articles, unknown } = Chosen::of(asked, library);
        let teller = |&n: &u32| Teller { head: head(library, n as usize), usual: usual.contains(&n) };
        let listed = (0..).zip(&told).filter(|(n, a)| *n < TELLERS_MAX || columns.contains(a)).map(|(_, a)| a);
        let tellers = if events.len() == 1 { listed.map(teller).collect() } else { Vec::new() };
        let tellers_total = crate::number(told.len());
        let all = collection.articles.len();
        let (part, read, stretches) = restrict(collection, reading, &articles, WHOLE, |_| 0);
        let local = |ids: Vec<&str>, id: &str| ids.iter().position(|i| *i == id).map(crate::number);
        let event_ids = || read.events.iter().map(|e| e.id.as_str()).collect();
        let article_ids = || part.articles.iter().map(|a| a.id.as_str()).collect();
        let of_event = |e: &u32| reading.events.get(*e as usize).and_then(|e| local(event_ids(), &e.id));
        let of_article = |a: &u32| collection.articles.get(*a as usize).and_then(|a| local(article_ids(), &a.id));
        let question = Asked {
            events: events.iter().filter_map(of_event).collect(),
            articles: columns.iter().filter_map(of_article).collect(),
            reference: asked.reference.clone(),
        };
        let work = Work::new(&part, &read, &question);
        let others = crate::number(all - articles.len());
        let extract = Extract { collection: part, reading: read, unknown, stretches, ..Extract::default() };
        Self { compared: Compared { extract, tellers, tellers_total, others, ..Compared::default() }, work }
    }

    /// Does the next step; whether there is another.
    pub fn step(&mut self) -> bool {
        self.work.step(&self.compared.extract.collection, &self.compared.extract.reading)
    }

    /// How many columns there are, and how many steps are done.
    #[must_use]
    pub fn progress(&self) -> (u32, u32) {
        (crate::number(self.work.so_far().columns.len()), self.work.done())
    }

    /// What was made so far.
    #[must_use]
    pub fn finish(self) -> Compared {
        let steps = self.work.done();
        Compared { comparison: self.work.finish(), steps, ..self.compared }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn library() -> Library {
        Library::read(embed::collection())
    }

    #[test]
    fn without_a_wish_the_most_told_event_is_compared() {
        let made = Comparing::default().answer(&library());
        assert_eq!((made.comparison.columns.len(), made.tellers.len(), made.others), (5, 5, 0));
        assert_eq!(made.steps, Work::STEPS);
        assert!(made.extract.unknown.is_empty() && !made.comparison.facts.is_empty());
    }

    #[test]
    fn every_outlet_has_a_column_before_one_has_two() {
        let article = |n: usize, outlet: &str| {
            let more = "Mayor Peter Olsen said the dam must be rebuilt. ".repeat(if outlet == "A" { 6 } else { 1 });
            let text =
                format!("Talks on the dam were held in Arlen on Sunday, 5 May 2024, and ended with a deal. {more}");
            let outlet = corpus::Outlet { name: outlet.to_owned(), url: None, basis: corpus::Basis::Supplied };
            let given = corpus::Given { outlet: Some(outlet), ..corpus::Given::default() };
            corpus::Draft { id: format!("n{n}"), text, given, ..corpus::Draft::default() }.read()
        };
        let outlets = ["A", "A", "A", "A", "A", "A", "B", "C"];
        let articles = outlets.iter().enumerate().map(|(n, outlet)| article(n, outlet)).collect();
        let library = Library::read(corpus::Collection { articles, ..corpus::Collection::default() });
        let chosen = Chosen::of(&Comparing::default(), &library);
        assert_eq!(chosen.told.len(), 8);
        assert_eq!(chosen.usual.iter().filter(|n| **n < 6).count(), COLUMNS_MAX - 2, "{:?}", chosen.usual);
    }

    #[test]
    fn what_is_too_long_to_be_compared_is_not_called_silent() {
        let read = |id: &str, text: String| corpus::read_text(id, text);
        let told = "Talks on the dam were held in Arlen on Sunday, 5 May 2024, and ended with a deal. ";
        let long = told.repeat(corpus::COMPARED_SENTENCES_MAX + 1);
        let articles = vec![read("a", told.into()), read("b", long), read("c", "It rained in Graz.".into())];
        let library = Library::read(corpus::Collection { articles, ..corpus::Collection::default() });
        let made = Comparing { outlets: vec!["b".into(), "a".into()], ..Comparing::default() }.answer(&library);
        assert_eq!((made.comparison.columns.len(), made.comparison.absent.len(), made.others), (1, 1, 1));
        assert!(made.extract.collection.articles.iter().all(|a| a.id != "b"));
    }

    #[test]
    fn chosen_columns_keep_their_order_and_unknown_ids_are_named() {
        let library = library();
        let id = |n: usize| library.collection.articles[n].id.clone();
        let asked = Comparing { outlets: vec![id(2), "x".into(), id(0)], ..Comparing::default() };
        let made = asked.answer(&library);
        let of = |c: &analysis::comparison::Column| c.tellings[0].article as usize;
        let columns: Vec<&str> =
            made.comparison.columns.iter().map(|c| made.extract.collection.articles[of(c)].id.as_str()).collect();
        assert_eq!(columns, [id(2), id(0)]);
        assert_eq!(made.extract.unknown, ["x"]);
    }

    #[test]
    fn a_comparison_can_be_left_half_made() {
        let library = library();
        let mut making = Making::new(&Comparing::default(), &library);
        making.step();
        assert_eq!(making.progress(), (5, 1));
        let half = making.finish();
        assert!(half.comparison.facts.is_empty() && !half.comparison.voices.is_empty());
        assert_eq!(half.steps, 1);
    }
}
