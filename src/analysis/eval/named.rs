//! Names: exact span and kind, as newswire corpora count them.
use crate::rate::Counts;
use analysis::{Entity, EntityKind, Mention, MentionForm, names};
use corpus::{Article, Span};

/// The kinds that are compared.
pub(crate) const KINDS: [&str; 3] = ["PER", "ORG", "LOC"];

/// A name as a corpus has it; a kind that is not compared is `None`, and what is found there is not counted.
pub(crate) type Gold = (Span, Option<&'static str>);

/// Kinds as the corpora have them.
pub(crate) fn coarse(kind: EntityKind) -> Option<&'static str> {
    match kind {
        EntityKind::Person => Some("PER"),
        EntityKind::Organisation | EntityKind::Medium => Some("ORG"),
        EntityKind::Place | EntityKind::Country => Some("LOC"),
        _ => None,
    }
}

/// Counts over many texts.
#[derive(Default)]
pub(crate) struct Score(pub(crate) Counts);

impl Score {
    /// Adds the names of one article; each error as a line.
    pub(crate) fn add(&mut self, article: &Article, gold: &[Gold], error: impl Fn(String)) {
        let (entities, mentions) = names::find(article);
        let mut found = bare_names(&entities, &mentions);
        found.retain(|f| !gold.iter().any(|g| g.1.is_none() && g.0.overlaps(f.0)));
        let show =
            |kind: Option<&str>, span: Span| format!("{} “{}”", kind.unwrap_or("-"), span.in_one_line(&article.text));
        for f in found.iter().filter(|f| !gold.contains(f)) {
            let instead: Vec<String> = gold.iter().filter(|g| g.0.overlaps(f.0)).map(|g| show(g.1, g.0)).collect();
            let sort = if instead.is_empty() { "spurious" } else { "wrong" };
            error(format!("{sort} {} for {}", show(f.1, f.0), instead.join(", ")));
        }
        for g in gold.iter().filter(|g| g.1.is_some() && !found.iter().any(|f| f.0.overlaps(g.0))) {
            error(format!("missed {}", show(g.1, g.0)));
        }
        self.0.right += found.iter().filter(|f| gold.contains(f)).count();
        self.0.found += found.len();
        self.0.expected += gold.iter().filter(|g| g.1.is_some()).count();
    }
}

/// The outermost names of the compared kinds.
fn bare_names(entities: &[Entity], mentions: &[Mention]) -> Vec<Gold> {
    let inside = |m: &Mention| mentions.iter().any(|o| o.name != m.name && o.name.contains(m.name));
    let named = |m: &&Mention| matches!(m.form, MentionForm::Name | MentionForm::TitleAndName) && !inside(m);
    let with_kind = |m: &Mention| Some((m.name, Some(coarse(entities.get(m.entity as usize)?.kind)?)));
    mentions.iter().filter(named).filter_map(with_kind).collect()
}
