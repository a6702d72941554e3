//! An article before it is read: the text as it came, and what is known of it beside the text.
//!
//! A draft is all that has to be kept of an article: reading it again gives the same article, and what the user decides
//! (who published it, when, what its headline is, what belongs to the story) changes the draft and never the text.
use crate::{Article, Basis, BlockKind, Moment, Notice, Outlet, Span, hidden, packed, read};

/// What is known of an article beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Who published it.
    pub outlet: Option<Outlet>,
    /// When; it goes before what the text states.
    pub published: Option<Moment>,
    /// The words of its headline, which count where one of its first lines has them; empty: it has none; `None`: as read.
    pub headline: Option<String>,
    /// Blocks that are something else than they look like: the byte that such a block begins at, and what it is.
    pub kinds: Vec<(u32, BlockKind)>,
    /// Where it came from, as a label: the file's name, or in which words the user said it.
    pub from: String,
    /// What of it the user said: a sum of [`Given::OUTLET`], [`Given::PUBLISHED`] and [`Given::HEADLINE`].
    pub said: u8,
}

/// An article before it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// What it is to be called; unique only in its corpus.
    pub id: String,
    /// The one text.
    pub text: String,
    /// What is known beside it.
    pub given: Given,
    /// What of its record could not be used, and what of its text the file itself sets aside.
    pub notices: Vec<Notice>,
}

packed!(Given { outlet, published, headline, kinds, from, said });
packed!(Draft { id, text, given, notices });

impl Given {
    /// The user said who published it.
    pub const OUTLET: u8 = 1;
    /// The user said when.
    pub const PUBLISHED: u8 = 2;
    /// The user said what its headline is.
    pub const HEADLINE: u8 = 4;

    /// What must have been given for an article to be as it is, as far as it can be told from the article.
    #[must_use]
    pub fn of(article: &Article) -> Self {
        let supplied = article.published.as_ref().filter(|p| p.basis == Basis::Supplied);
        Self { outlet: article.outlet.clone(), published: supplied.map(|p| p.value), ..Self::default() }
    }
}

impl Draft {
    /// The article. Never fails: what cannot be read as intended is a notice.
    #[must_use]
    pub fn read(self) -> Article {
        read::read_draft(self)
    }

    /// The draft with its given headline as the first line of its text, where none of the first lines has it: in tables,
    /// feeds and records the headline has a field of its own. Done twice, it changes nothing more.
    #[must_use]
    pub fn with_headline_first(mut self) -> Self {
        let headline: Vec<&str> = self.given.headline.iter().flat_map(|h| h.split_whitespace()).collect();
        let headline = headline.join(" ");
        let headline = headline.trim_matches(hidden::is_blank);
        if !headline.is_empty() && read::place_of_headline(&self.text, headline).is_none() {
            let before = u32::try_from(headline.len() + 2).unwrap_or(u32::MAX);
            for (start, _) in &mut self.given.kinds {
                *start = start.saturating_add(before);
            }
            for notice in self.notices.iter_mut().filter(|notice| !notice.span.is_empty()) {
                let Span { start, end } = &mut notice.span;
                (*start, *end) = (start.saturating_add(before), end.saturating_add(before));
            }
            self.text = format!("{headline}\n\n{}", self.text);
            self.given.headline = Some(headline.to_owned());
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "River floods town\n\nRain fell for days.\n\nFollow us on social media";

    fn read(given: Given) -> Article {
        Draft { id: "a".into(), text: TEXT.into(), given, ..Draft::default() }.read()
    }

    #[test]
    fn what_is_given_goes_before_what_is_seen() {
        let plain = read(Given::default());
        assert_eq!((plain.headline_text(), plain.blocks[2].kind), (Some("River floods town"), BlockKind::Footer));
        let none = read(Given { headline: Some(String::new()), ..Given::default() });
        assert_eq!((none.headline, none.blocks[0].kind), (None, BlockKind::Paragraph));
        let second = read(Given { headline: Some("rain fell for DAYS.".into()), ..Given::default() });
        assert_eq!(second.headline_text(), Some("Rain fell for days."));
        let start = plain.blocks[2].span.start;
        let told = read(Given { kinds: vec![(start, BlockKind::Paragraph)], ..Given::default() });
        assert_eq!((told.blocks[2].kind, told.sentences.len()), (BlockKind::Paragraph, 3));
    }

    #[test]
    fn a_headline_of_its_own_comes_first() {
        let draft = |headline: &str| {
            let kinds = vec![(19, BlockKind::Footer)];
            let given = Given { headline: Some(headline.into()), kinds, ..Given::default() };
            Draft { id: "a".into(), text: TEXT.into(), given, ..Draft::default() }
        };
        let first = draft(" \u{200b}Town under\n water ").with_headline_first();
        assert_eq!(first.text, format!("Town under water\n\n{TEXT}"));
        assert_eq!(first.clone().with_headline_first(), first);
        let article = first.read();
        assert_eq!(article.headline_text(), Some("Town under water"));
        assert_eq!(article.blocks[2].kind, BlockKind::Footer);
        assert!(article.notices.iter().all(|n| n.kind != crate::NoticeKind::BadField));
        for there in ["River Floods  Town", "Rain fell for days.", "", " "] {
            assert_eq!(draft(there).with_headline_first(), draft(there));
        }
        // The first line only begins with it.
        assert!(draft("River floods").with_headline_first().text.starts_with("River floods\n\nRiver floods town"));
    }

    #[test]
    fn what_the_file_sets_aside_is_set_aside_unless_the_user_says_otherwise() {
        let start = TEXT.find("Rain").unwrap();
        let aside = Notice {
            kind: crate::NoticeKind::SetAside,
            span: Span::new(start, start + "Rain fell for days.".len()),
            hint: "beside".into(),
        };
        let given = Given { headline: Some("Town under water".into()), ..Given::default() };
        let draft = Draft { id: "a".into(), text: TEXT.into(), given, notices: vec![aside] }.with_headline_first();
        let hints = |a: &Article| {
            a.notices.iter().map(|n| (n.hint.len() > 6, n.span.of(&a.text).to_owned())).collect::<Vec<_>>()
        };
        let article = draft.clone().read();
        assert_eq!((article.blocks[2].kind, article.sentences.len()), (BlockKind::Footer, 2));
        let expected = [(false, "Rain fell for days.".to_owned()), (true, "Follow us on social media".to_owned())];
        assert_eq!(hints(&article), expected);
        let kinds = vec![(article.blocks[2].span.start, BlockKind::Paragraph)];
        let told = Draft { given: Given { kinds, ..draft.given.clone() }, ..draft }.read();
        assert_eq!((told.blocks[2].kind, told.sentences.len()), (BlockKind::Paragraph, 3));
    }

    #[test]
    fn an_article_tells_what_was_given() {
        let outlet = Outlet { name: "The Gull".into(), url: None, basis: Basis::Supplied };
        let given = Given { outlet: Some(outlet), published: "2024-05-06".parse().ok(), ..Given::default() };
        let article = read(given.clone());
        assert_eq!(Given::of(&article), given);
        let draft = Draft { id: "a".into(), text: TEXT.into(), given, notices: article.notices.clone() };
        assert_eq!(crate::unpacked::<Draft>(&crate::packed(&draft)), Some(draft));
    }

    #[test]
    fn what_is_too_long_to_be_compared_says_so() {
        let long = |n| crate::read_text("a", "It rained. ".repeat(n));
        let says = |a: &Article| a.notices.iter().any(|n| n.kind == crate::NoticeKind::TooLong);
        let most = crate::COMPARED_SENTENCES_MAX;
        assert!(long(most).is_comparable() && !says(&long(most)));
        assert!(!long(most + 1).is_comparable() && says(&long(most + 1)));
        let endless = |n| crate::read_text("a", "a ".repeat(n));
        let most = crate::COMPARED_BYTES_MAX / 2;
        assert!(endless(most).is_comparable() && !says(&endless(most)));
        assert!(!endless(most + 1).is_comparable() && says(&endless(most + 1)));
    }
}
