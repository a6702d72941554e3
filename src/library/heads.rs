//! Which articles there are: a stretch of the list, for views that draw only what is seen.
use crate::stretch::shortened;
use crate::{Library, Question, number};
use analysis::take_along::{dated, outlet_name};
use corpus::{Lower, packed};

/// Asks for a stretch of the list of articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadsOf {
    /// Words that outlet, headline or id must have, in any case; empty for all.
    pub with: String,
    /// How many are passed over.
    pub from: u32,
    /// How many are given at most.
    pub most: u32,
}

/// A stretch of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heads {
    /// In the order of the corpus.
    pub heads: Vec<Head>,
    /// How many there are in all.
    pub total: u32,
}

/// What introduces an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The article's id.
    pub id: String,
    /// Its outlet's name, or what stands in its place.
    pub outlet: String,
    /// The headline, where there is one.
    pub headline: Option<String>,
    /// When it appeared, as far as known, and how that is known.
    pub dated: String,
}

packed!(HeadsOf { with, from, most });
packed!(Heads { heads, total });
packed!(Head { id, outlet, headline, dated });

impl Question for HeadsOf {
    type Answer = Heads;
    const NUMBER: u8 = 3;

    fn answer(&self, library: &Library) -> Heads {
        let with = self.with.lower();
        let wanted: Vec<&str> = with.split_whitespace().collect();
        let (mut heads, mut total) = (Vec::new(), 0);
        for n in 0..library.collection.articles.len() {
            let fits = wanted.is_empty() || {
                let head = head(library, n);
                let text = format!("{} {} {}", head.outlet, head.headline.unwrap_or_default(), head.id).lower();
                wanted.iter().all(|w| text.contains(w))
            };
            if fits {
                if total >= self.from && heads.len() < self.most as usize {
                    heads.push(head(library, n));
                }
                total += 1;
            }
        }
        Heads { heads, total }
    }
}

/// The head of one article of the library.
pub(crate) fn head(library: &Library, article: usize) -> Head {
    let collection = &library.collection;
    let known = collection.articles.get(article);
    Head {
        id: known.map(|a| a.id.clone()).unwrap_or_default(),
        outlet: outlet_name(collection, number(article)),
        headline: known.and_then(|a| a.headline.map(|h| shortened(h.of(&a.text)))),
        dated: dated(known, library.reading.datings.get(article).and_then(Option::as_ref)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_of_those_that_fit() {
        let library = Library::read(embed::collection());
        let ask = |with: &str, from, most| HeadsOf { with: with.to_owned(), from, most }.answer(&library);
        let all = ask("", 0, 99);
        assert_eq!((all.total, all.heads.len()), (5, 5));
        assert_eq!(ask("", 2, 2).heads, all.heads[2..4]);
        let outlet = &all.heads[1].outlet;
        let found = ask(&outlet.lower(), 0, 9);
        assert!(found.total >= 1 && found.heads.contains(&all.heads[1]), "{outlet}");
        assert_eq!(ask("no such words", 0, 9).total, 0);
    }
}
