//! Everything that is known about an article as one flat table: a row per span.
//!
//! The rows are what spreadsheets, R and Python read (CSV after RFC 4180), and what becomes a W3C Web Annotation.
//! Made from the contract, so offsets are its code points. A cell that a spreadsheet would run as a formula gets a
//! leading apostrophe (OWASP, “CSV Injection”).
use crate::contract::{Annotation, Range};
use crate::{Bound, ConditionClass, HedgeClass, Manner, MentionForm, PassageRole};
use corpus::Gather;
use corpus::Map;
use corpus::NoticeKind;

/// One span with what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// block, sentence, mention, attribution, date, passage, figure, condition, hedge, evaluative, negation, notice.
    pub layer: &'static str,
    /// Counts within the layer from 0; the parts of one attribution share it.
    pub item: usize,
    /// Of an attribution: content, scope, source or cue; of a condition: clause, marker or party; otherwise empty.
    pub part: &'static str,
    /// Where, in code points.
    pub range: Range,
    /// The kind of block, the form of mention, the manner of attribution, the role of passage, the class of condition
    /// or hedge, the bound of figure, the kind of notice.
    pub kind: &'static str,
    /// The id of entity or event, the lemma, the date's or figure's value, “not” of a denied condition or hedge.
    pub value: String,
    /// The name of entity, speaker or event; the figure's unit.
    pub name: String,
    /// The entity's kind, the rule, the basis, what a figure counts, the hint.
    pub note: String,
}

/// The names of the columns that [`csv_line`] writes.
pub const COLUMNS: [&str; 13] = [
    "article",
    "outlet",
    "published",
    "layer",
    "item",
    "part",
    "start",
    "end",
    "text",
    "kind",
    "value",
    "name",
    "note",
];

/// The rows of an article, layer by layer.
#[must_use]
pub fn rows(annotation: &Annotation<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for (item, b) in annotation.blocks.iter().enumerate() {
        rows.push(row("block", item, b.range, b.kind));
    }
    for (item, s) in annotation.sentences.iter().enumerate() {
        rows.push(row("sentence", item, *s, ""));
    }
    mention_rows(annotation, &mut rows);
    attribution_rows(annotation, &mut rows);
    for (item, d) in annotation.dates.iter().enumerate() {
        let value = d.value.unwrap_or_default().to_owned();
        rows.push(Row { value, note: d.basis.to_owned(), ..row("date", item, d.range, "") });
    }
    for (item, p) in annotation.passages.iter().enumerate() {
        let event = annotation.events.iter().find(|e| Some(e.id) == p.event);
        let name = event.map_or("", |e| e.name).to_owned();
        let value = p.event.unwrap_or_default().to_owned();
        rows.push(Row { value, name, ..row("passage", item, p.range, role_name(p.role)) });
    }
    for (item, f) in annotation.figures.iter().enumerate() {
        let (name, note) = (f.unit.unwrap_or_default().to_owned(), f.of.unwrap_or_default().to_owned());
        rows.push(Row {
            value: f.value.to_owned(),
            name,
            note,
            ..row("figure", item, f.range, f.bound.map_or("", bound_name))
        });
    }
    for (item, c) in annotation.conditions.iter().enumerate() {
        let parts = [("clause", Some(c.range)), ("marker", Some(c.marker)), ("party", c.party)];
        for (part, range) in parts.into_iter().filter_map(|(part, range)| Some((part, range?))) {
            let name = c.entity.filter(|_| part == "party").unwrap_or_default().to_owned();
            let class = ConditionClass::NAMES.get(c.class as usize).copied().unwrap_or_default();
            rows.push(Row { part, value: denial(c.negated), name, ..row("condition", item, range, class) });
        }
    }
    for (item, h) in annotation.hedges.iter().enumerate() {
        let class = HedgeClass::NAMES.get(h.class as usize).copied().unwrap_or_default();
        rows.push(Row { value: denial(h.negated), ..row("hedge", item, h.range, class) });
    }
    for (layer, ranges) in [("evaluative", &annotation.evaluative), ("negation", &annotation.negations)] {
        rows.extend(ranges.iter().enumerate().map(|(item, range)| row(layer, item, *range, "")));
    }
    for (item, n) in annotation.notices.iter().enumerate() {
        rows.push(Row { note: n.hint.to_owned(), ..row("notice", item, n.range, notice_name(n.kind)) });
    }
    rows
}

/// The line of `row` in CSV, with its line end; `words` is the text of the span.
#[must_use]
pub fn csv_line(annotation: &Annotation<'_>, row: &Row, words: &str) -> String {
    let published = annotation.published.as_ref().map_or("", |p| p.value.as_str());
    let (item, start, end) = (row.item.to_string(), row.range.start.to_string(), row.range.end.to_string());
    let outlet = annotation.outlet.as_ref().map_or("", |o| o.name);
    csv([
        annotation.id,
        outlet,
        published,
        row.layer,
        &item,
        row.part,
        &start,
        &end,
        words,
        row.kind,
        &row.value,
        &row.name,
        &row.note,
    ])
}

/// The head of the table in CSV, with its line end.
#[must_use]
pub fn csv_head() -> String {
    csv(COLUMNS)
}

fn row(layer: &'static str, item: usize, range: Range, kind: &'static str) -> Row {
    Row { layer, item, part: "", range, kind, value: String::new(), name: String::new(), note: String::new() }
}

fn mention_rows(annotation: &Annotation<'_>, rows: &mut Vec<Row>) {
    let entities: Map<&str, _> = annotation.entities.iter().map(|e| (e.id, e)).gather();
    for (item, m) in annotation.mentions.iter().enumerate() {
        let entity = m.entity.and_then(|id| entities.get(id));
        rows.push(Row {
            value: m.entity.unwrap_or_default().to_owned(),
            name: entity.map_or("", |e| e.name).to_owned(),
            note: entity.map_or("", |e| e.kind.name()).to_owned(),
            ..row("mention", item, m.range, form_name(m.form))
        });
    }
}

fn attribution_rows(annotation: &Annotation<'_>, rows: &mut Vec<Row>) {
    for (item, a) in annotation.attributions.iter().enumerate() {
        let lemma = a.cue.as_ref().map_or("", |c| c.lemma);
        let mut push = |part: &'static str, range: Range, value: &str| {
            rows.push(Row {
                part,
                value: value.to_owned(),
                name: a.speaker_name.unwrap_or_default().to_owned(),
                note: a.rule.to_owned(),
                ..row("attribution", item, range, manner_name(a.manner))
            });
        };
        let speaker = a.speaker.unwrap_or_default();
        for &range in &a.content {
            push("content", range, speaker);
        }
        for &range in &a.scope {
            push("scope", range, speaker);
        }
        if let Some(range) = a.source {
            push("source", range, speaker);
        }
        if let Some(cue) = &a.cue {
            push("cue", cue.range, lemma);
        }
    }
}

fn denial(negated: bool) -> String {
    if negated { "not" } else { "" }.to_owned()
}

fn bound_name(bound: Bound) -> &'static str {
    match bound {
        Bound::About => "about",
        Bound::AtLeast => "at_least",
        Bound::MoreThan => "more_than",
        Bound::AtMost => "at_most",
        Bound::LessThan => "less_than",
    }
}

fn manner_name(manner: Manner) -> &'static str {
    match manner {
        Manner::Direct => "direct",
        Manner::Mixed => "mixed",
        Manner::Indirect => "indirect",
    }
}

fn form_name(form: MentionForm) -> &'static str {
    match form {
        MentionForm::Name => "name",
        MentionForm::TitleAndName => "title_and_name",
        MentionForm::Demonym => "demonym",
        MentionForm::Role => "role",
        MentionForm::Pronoun => "pronoun",
    }
}

fn role_name(role: PassageRole) -> &'static str {
    match role {
        PassageRole::About => "about",
        PassageRole::Background => "background",
    }
}

/// The name of a remark, as the contract has it.
#[must_use]
pub fn notice_name(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::UnpairedQuote => "unpaired_quote",
        NoticeKind::HiddenCharacters => "hidden_characters",
        NoticeKind::Empty => "empty",
        NoticeKind::SetAside => "set_aside",
        NoticeKind::BadField => "bad_field",
        NoticeKind::TooLong => "too_long",
        NoticeKind::MixedScripts => "mixed_scripts",
    }
}

pub(crate) fn csv<const N: usize>(cells: [&str; N]) -> String {
    let mut line = String::new();
    for (i, cell) in cells.into_iter().enumerate() {
        if i > 0 {
            line.push(',');
        }
        let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
        if cell.contains(['"', ',', '\n', '\r']) || !guard.is_empty() {
            line.push('"');
            line.push_str(guard);
            line.push_str(&cell.replace('"', "\"\""));
            line.push('"');
        } else {
            line.push_str(cell);
        }
    }
    line.push_str("\r\n");
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::EntityKind;
    use crate::{Entity, Mention, Reading, contract};
    use corpus::Span;

    #[test]
    fn names_are_those_of_the_contract() {
        let json = |v: serde_json::Value| v.as_str().unwrap().to_owned();
        for m in [Manner::Direct, Manner::Mixed, Manner::Indirect] {
            assert_eq!(json(serde_json::to_value(m).unwrap()), manner_name(m));
        }
        use MentionForm as F;
        for f in [F::Name, F::TitleAndName, F::Demonym, F::Role, F::Pronoun] {
            assert_eq!(json(serde_json::to_value(f).unwrap()), form_name(f));
        }
        use EntityKind as K;
        for k in
            [K::Person, K::Organisation, K::Place, K::Country, K::Group, K::Medium, K::Document, K::Event, K::Other]
        {
            assert_eq!(json(serde_json::to_value(k).unwrap()), k.name());
        }
        for (class, name) in ConditionClass::ALL.into_iter().zip(ConditionClass::NAMES) {
            assert_eq!(json(serde_json::to_value(class).unwrap()), name);
            assert_eq!(ConditionClass::NAMES[class as usize], name);
        }
        for (class, name) in HedgeClass::ALL.into_iter().zip(HedgeClass::NAMES) {
            assert_eq!(json(serde_json::to_value(class).unwrap()), name);
            assert_eq!(HedgeClass::NAMES[class as usize], name);
        }
        for bound in [Bound::About, Bound::AtLeast, Bound::MoreThan, Bound::AtMost, Bound::LessThan] {
            assert_eq!(json(serde_json::to_value(bound).unwrap()), bound_name(bound));
        }
        for r in [PassageRole::About, PassageRole::Background] {
            assert_eq!(json(serde_json::to_value(r).unwrap()), role_name(r));
        }
        use NoticeKind as N;
        for n in [N::UnpairedQuote, N::HiddenCharacters, N::Empty, N::SetAside, N::BadField] {
            assert_eq!(json(serde_json::to_value(n).unwrap()), notice_name(n));
        }
    }

    #[test]
    fn cells_are_quoted_and_guarded() {
        let check = |cell: &str, expected: &str| assert_eq!(csv([cell, "z"]), format!("{expected},z\r\n"), "{cell:?}");
        check("plain", "plain");
        check("", "");
        check("a,b", "\"a,b\"");
        check("say \"yes\"", "\"say \"\"yes\"\"\"");
        check("two\nlines", "\"two\nlines\"");
        for formula in ["=1+1", "+1", "-1", "@x", "\tx", "\rx"] {
            check(formula, &format!("\"'{formula}\""));
        }
    }

    #[test]
    fn a_row_for_every_span() {
        let article = corpus::read_text("a", "=Anna ran.\nAnna won.".to_owned());
        let name = Span::new(1, 5);
        let reading = Reading {
            entities: vec![Entity { id: "person/anna".into(), name: "Anna".into(), kind: EntityKind::Person }],
            mentions: vec![Mention { span: name, name, entity: 0, form: MentionForm::Name }],
            ..Reading::default()
        };
        let annotation = contract::annotate(&article, &reading, None);
        let rows = rows(&annotation);
        let layers: Vec<&str> = rows.iter().map(|r| r.layer).collect();
        assert_eq!(layers, ["block", "block", "sentence", "sentence", "mention"]);
        assert_eq!(csv_line(&annotation, &rows[4], "Anna"), "a,,,mention,0,,1,5,Anna,name,person/anna,Anna,person\r\n");
        assert!(csv_line(&annotation, &rows[0], "=Anna ran.").contains("\"'=Anna ran.\""));
        assert_eq!(csv_head().trim_end().split(',').count(), COLUMNS.len());
    }
}
