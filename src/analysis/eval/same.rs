//! Who is who: clusters of mentions compared by B³ (Bagga and Baldwin 1998), over the annotated mentions.
use analysis::{MentionForm, Reading};
use corpus::Span;
use std::collections::BTreeMap;

/// The entity that the engine sees where an annotated name stands; the innermost name that covers it best.
pub(crate) fn entity_at(reading: &Reading, name: Span) -> Option<u32> {
    let shared = |m: Span| m.end.min(name.end).saturating_sub(m.start.max(name.start));
    let union = |m: Span| m.cover(name).len();
    reading
        .mentions
        .iter()
        .filter(|m| !matches!(m.form, MentionForm::Role | MentionForm::Pronoun) && m.name.overlaps(name))
        .max_by_key(|m| 1000 * shared(m.name) as usize / union(m.name).max(1))
        .map(|m| m.entity)
}

/// Mentions with the annotated and the found referent.
#[derive(Default)]
pub(crate) struct Clusters(Vec<(String, Option<u32>)>);

impl Clusters {
    /// One mention; not found is a cluster of its own.
    pub(crate) fn add(&mut self, referent: String, found: Option<u32>) {
        self.0.push((referent, found));
    }

    /// Precision and recall in tenths of a per cent, each the mean over the mentions.
    pub(crate) fn b_cubed(&self) -> [usize; 2] {
        let mut gold: BTreeMap<&str, usize> = BTreeMap::new();
        let mut found: BTreeMap<u32, usize> = BTreeMap::new();
        let mut both: BTreeMap<(&str, u32), usize> = BTreeMap::new();
        for (referent, entity) in &self.0 {
            *gold.entry(referent).or_default() += 1;
            if let Some(entity) = entity {
                *found.entry(*entity).or_default() += 1;
                *both.entry((referent, *entity)).or_default() += 1;
            }
        }
        const PART: usize = 10_000;
        let (mut precision, mut recall) = (0, 0);
        for (referent, entity) in &self.0 {
            let shared = entity.map_or(1, |e| both[&(referent.as_str(), e)]);
            precision += PART * shared / entity.map_or(1, |e| found[&e]);
            recall += PART * shared / gold[referent.as_str()];
        }
        let n = PART / 1000 * self.0.len().max(1);
        [precision / n, recall / n]
    }

    /// How many mentions.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}
