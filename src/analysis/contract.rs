//! The contract of `parallax annotate`: one article with everything that is known about it, as plain JSON.
//!
//! Offsets are counted in Unicode code points of `text`, half-open; they are made here, from the spans inside, and
//! nowhere else. Every field is always there; what is unknown is `null`. Enumerated values are the model's own
//! names. This file decides the shape, whoever calls it decides how it is written.
//!
//! Beyond the keys of the contract there are `conditions` (the clause, `marker`, `class`, `party` as written, `entity`
//! where it is known, `negated`), `hedges` (the words, `class`, `negated`), `evaluative` (words of judgement in the
//! outlet's own voice) and `negations` (words that deny); a
//! figure also has its `bound` and, in “from 9 to 6”, the number `to` of the figure that it changes to, from 0.
use crate::{
    Attribution, Bound, Condition, ConditionClass, ContentKind, DateMention, Dating, EntityKind, Event, Figure,
    HedgeClass, Manner, Mention, MentionForm, Passage, PassageRole, Reading, marks,
};
use corpus::InOrder;
use corpus::{Article, Basis, CodePoints, Notice, NoticeKind, Outlet, Span};
use serde::Serialize;

/// One article as the contract gives it.
#[derive(Debug, Serialize)]
pub struct Annotation<'a> {
    /// The article's id.
    pub id: &'a str,
    /// The text that all offsets count into.
    pub text: &'a str,
    /// Who published it.
    pub outlet: Option<OutletOut<'a>>,
    /// When.
    pub published: Option<PublishedOut>,
    /// The headline.
    pub headline: Option<Range>,
    /// Blocks in order.
    pub blocks: Vec<BlockOut>,
    /// Sentences of the content blocks in order.
    pub sentences: Vec<Range>,
    /// Referents in order of first mention.
    pub entities: Vec<EntityOut<'a>>,
    /// Mentions by position.
    pub mentions: Vec<MentionOut<'a>>,
    /// Attributions by position.
    pub attributions: Vec<AttributionOut<'a>>,
    /// Dates by position.
    pub dates: Vec<DateOut<'a>>,
    /// Events that the article tells.
    pub events: Vec<EventOut<'a>>,
    /// Passages by position.
    pub passages: Vec<PassageOut<'a>>,
    /// Figures by position.
    pub figures: Vec<FigureOut<'a>>,
    /// Conditions and demands by position of their marker.
    pub conditions: Vec<ConditionOut<'a>>,
    /// Hedges by position.
    pub hedges: Vec<HedgeOut>,
    /// Words of judgement in the outlet's own voice, by position.
    pub evaluative: Vec<Range>,
    /// Words that deny, by position.
    pub negations: Vec<Range>,
    /// Remarks of the reader.
    pub notices: Vec<NoticeOut<'a>>,
}

/// A half-open range of code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Range {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

/// Who published.
#[derive(Debug, Serialize)]
pub struct OutletOut<'a> {
    /// As shown.
    pub name: &'a str,
    /// The page it was found on.
    pub url: Option<&'a str>,
    /// How it is known.
    pub basis: Basis,
}

/// When it was published.
#[derive(Debug, Serialize)]
pub struct PublishedOut {
    /// ISO 8601, with the time where it is known.
    pub value: String,
    /// How it is known.
    pub basis: Basis,
    /// Where the text says it.
    pub start: Option<usize>,
    /// One past its end.
    pub end: Option<usize>,
}

/// One block.
#[derive(Debug, Serialize)]
pub struct BlockOut {
    /// Where.
    #[serde(flatten)]
    pub range: Range,
    /// What.
    pub kind: &'static str,
}

/// One referent.
#[derive(Debug, Serialize)]
pub struct EntityOut<'a> {
    /// A stable slug.
    pub id: &'a str,
    /// The fullest name found.
    pub name: &'a str,
    /// What sort of thing.
    pub kind: EntityKind,
}

/// One mention.
#[derive(Debug, Serialize)]
pub struct MentionOut<'a> {
    /// The longest form with its title, without the possessive.
    #[serde(flatten)]
    pub range: Range,
    /// Where the bare name begins.
    pub name_start: usize,
    /// Where it ends.
    pub name_end: usize,
    /// The id of the referent.
    pub entity: Option<&'a str>,
    /// How it is named.
    pub form: MentionForm,
}

/// One attribution.
#[derive(Debug, Serialize)]
pub struct AttributionOut<'a> {
    /// With or without marks.
    pub manner: Manner,
    /// The words cited, inside the marks where there are any.
    pub content: Vec<Range>,
    /// All words that belong to the source.
    pub scope: Vec<Range>,
    /// The source as written.
    pub source: Option<Range>,
    /// The words that mark it.
    pub cue: Option<CueOut<'a>>,
    /// The id of the speaker.
    pub speaker: Option<&'a str>,
    /// Name or description of the speaker.
    pub speaker_name: Option<&'a str>,
    /// Whether the text withholds the name.
    pub unnamed: bool,
    /// What the marks enclose.
    pub content_kind: Option<ContentKind>,
    /// The rule that made it.
    pub rule: &'a str,
}

/// The words that mark an attribution.
#[derive(Debug, Serialize)]
pub struct CueOut<'a> {
    /// Where.
    #[serde(flatten)]
    pub range: Range,
    /// The base form.
    pub lemma: &'a str,
}

/// One date.
#[derive(Debug, Serialize)]
pub struct DateOut<'a> {
    /// Where.
    #[serde(flatten)]
    pub range: Range,
    /// ISO 8601, as precise as known.
    pub value: Option<&'a str>,
    /// Why.
    pub basis: &'a str,
}

/// One event.
#[derive(Debug, Serialize)]
pub struct EventOut<'a> {
    /// A stable slug.
    pub id: &'a str,
    /// As shown.
    pub name: &'a str,
    /// Where.
    pub place: Option<&'a str>,
    /// When: a day.
    pub date: Option<String>,
}

/// One passage.
#[derive(Debug, Serialize)]
pub struct PassageOut<'a> {
    /// Where.
    #[serde(flatten)]
    pub range: Range,
    /// The id of the event.
    pub event: Option<&'a str>,
    /// About it, or background.
    pub role: PassageRole,
}

/// One figure.
#[derive(Debug, Serialize)]
pub struct FigureOut<'a> {
    /// Where, with its unit.
    #[serde(flatten)]
    pub range: Range,
    /// The number in digits.
    pub value: &'a str,
    /// What it is counted in.
    pub unit: Option<&'a str>,
    /// What it counts.
    pub of: Option<&'a str>,
    /// How exact it is meant.
    pub bound: Option<Bound>,
    /// Which figure it changes to, from 0.
    pub to: Option<u32>,
}

/// One condition or demand.
#[derive(Debug, Serialize)]
pub struct ConditionOut<'a> {
    /// The clause.
    #[serde(flatten)]
    pub range: Range,
    /// The words that make it one.
    pub marker: Range,
    /// How they bind.
    pub class: ConditionClass,
    /// Whom it falls on, as written.
    pub party: Option<Range>,
    /// The id of whom it falls on.
    pub entity: Option<&'a str>,
    /// Whether it is denied.
    pub negated: bool,
}

/// One hedge.
#[derive(Debug, Serialize)]
pub struct HedgeOut {
    /// The words.
    #[serde(flatten)]
    pub range: Range,
    /// How they hold the claim at a distance.
    pub class: HedgeClass,
    /// Whether it is denied.
    pub negated: bool,
}

/// One remark.
#[derive(Debug, Serialize)]
pub struct NoticeOut<'a> {
    /// Which.
    pub kind: NoticeKind,
    /// Where.
    #[serde(flatten)]
    pub range: Range,
    /// What to do.
    pub hint: &'a str,
}

/// Puts together what is known about `article`; `dating` is what its collection tells about its day.
#[must_use]
pub fn annotate<'a>(article: &'a Article, reading: &'a Reading, dating: Option<&Dating>) -> Annotation<'a> {
    let offsets = Offsets { text: &article.text, points: CodePoints::new(&article.text) };
    let entity = |index: u32| reading.entities.get(index as usize).map(|e| e.id.as_str());
    let event = |index: u32| reading.events.get(index as usize).map(|e| e.id.as_str());
    Annotation {
        id: &article.id,
        text: &article.text,
        outlet: article.outlet.as_ref().map(outlet),
        published: published(article, dating, &offsets),
        headline: article.headline.map(|h| offsets.range(h)),
        blocks: article.blocks.iter().map(|b| BlockOut { range: offsets.range(b.span), kind: b.kind.name() }).collect(),
        sentences: offsets.ranges(&article.sentences),
        entities: reading.entities.iter().map(|e| EntityOut { id: &e.id, name: &e.name, kind: e.kind }).collect(),
        mentions: reading.mentions.iter().map(|m| offsets.mention(m, entity(m.entity))).collect(),
        attributions: reading.attributions.iter().map(|a| offsets.attribution(a, a.speaker.and_then(entity))).collect(),
        dates: reading.dates.iter().map(|d| offsets.date(d)).collect(),
        events: reading.events.iter().map(event_out).collect(),
        passages: reading.passages.iter().map(|p| offsets.passage(p, event(p.event))).collect(),
        figures: reading.figures.iter().map(|f| offsets.figure(f)).collect(),
        conditions: reading.conditions.iter().map(|c| offsets.condition(c, c.entity.and_then(entity))).collect(),
        hedges: reading
            .hedges
            .iter()
            .map(|h| HedgeOut { range: offsets.range(h.span), class: h.class, negated: h.negated })
            .collect(),
        evaluative: offsets.ranges(&reading.evaluative),
        negations: offsets.ranges(&reading.negations),
        notices: notices(article, &offsets),
    }
}

/// The reader's remarks, and the quotation marks without a partner, by position.
fn notices<'a>(article: &'a Article, offsets: &Offsets<'_>) -> Vec<NoticeOut<'a>> {
    const HINT: &str = "Expected a second quotation mark that belongs to this one, found none in the paragraph: its \
                        words are not read as a quotation. Correct the marks in the source.";
    let unpaired = marks::unpaired(article).into_iter().map(|span| NoticeOut {
        kind: NoticeKind::UnpairedQuote,
        range: offsets.range(span),
        hint: HINT,
    });
    let mut notices: Vec<NoticeOut<'a>> = article.notices.iter().map(|n| offsets.notice(n)).chain(unpaired).collect();
    notices.put_in_order_by_key(|n| (n.range.start, n.kind));
    notices
}

fn outlet(outlet: &Outlet) -> OutletOut<'_> {
    OutletOut { name: &outlet.name, url: outlet.url.as_deref(), basis: outlet.basis }
}

/// As stated or supplied; derived only where the collection leaves just one day.
fn published(article: &Article, dating: Option<&Dating>, offsets: &Offsets<'_>) -> Option<PublishedOut> {
    if let Some(known) = &article.published {
        let range = known.span.map(|s| offsets.range(s));
        let (start, end) = (range.map(|r| r.start), range.map(|r| r.end));
        return Some(PublishedOut { value: known.value.to_string(), basis: known.basis, start, end });
    }
    let day = dating.filter(|d| d.earliest == d.latest)?;
    Some(PublishedOut { value: day.earliest.to_string(), basis: day.basis, start: None, end: None })
}

fn event_out(event: &Event) -> EventOut<'_> {
    let date = event.date.map(|d| d.to_string());
    EventOut { id: &event.id, name: &event.name, place: event.place.as_deref(), date }
}

/// Makes code points of the spans of one text.
struct Offsets<'a> {
    text: &'a str,
    points: CodePoints,
}

impl Offsets<'_> {
    fn range(&self, span: Span) -> Range {
        Range { start: self.points.at(self.text, span.start), end: self.points.at(self.text, span.end) }
    }

    fn ranges(&self, spans: &[Span]) -> Vec<Range> {
        spans.iter().map(|&s| self.range(s)).collect()
    }

    fn mention<'a>(&self, mention: &Mention, entity: Option<&'a str>) -> MentionOut<'a> {
        let name = self.range(mention.name);
        MentionOut {
            range: self.range(mention.span),
            name_start: name.start,
            name_end: name.end,
            entity,
            form: mention.form,
        }
    }

    fn attribution<'a>(&self, attribution: &'a Attribution, speaker: Option<&'a str>) -> AttributionOut<'a> {
        let cue = attribution.cue.as_ref();
        AttributionOut {
            manner: attribution.manner,
            content: self.ranges(&attribution.content),
            scope: self.ranges(&attribution.scope),
            source: attribution.source.map(|s| self.range(s)),
            cue: cue.map(|c| CueOut { range: self.range(c.span), lemma: &c.lemma }),
            speaker,
            speaker_name: attribution.speaker_name.as_deref(),
            unnamed: attribution.unnamed,
            content_kind: attribution.content_kind,
            rule: &attribution.rule,
        }
    }

    fn date<'a>(&self, date: &'a DateMention) -> DateOut<'a> {
        DateOut { range: self.range(date.span), value: date.value.as_deref(), basis: &date.basis }
    }

    fn passage<'a>(&self, passage: &Passage, event: Option<&'a str>) -> PassageOut<'a> {
        PassageOut { range: self.range(passage.span), event, role: passage.role }
    }

    fn figure<'a>(&self, figure: &'a Figure) -> FigureOut<'a> {
        FigureOut {
            range: self.range(figure.span),
            value: &figure.value,
            unit: figure.unit.as_deref(),
            of: figure.of.as_deref(),
            bound: figure.bound,
            to: figure.to,
        }
    }

    fn condition<'a>(&self, condition: &Condition, entity: Option<&'a str>) -> ConditionOut<'a> {
        ConditionOut {
            range: self.range(condition.span),
            marker: self.range(condition.marker),
            class: condition.class,
            party: condition.party.map(|p| self.range(p)),
            entity,
            negated: condition.negated,
        }
    }

    fn notice<'a>(&self, notice: &'a Notice) -> NoticeOut<'a> {
        NoticeOut { kind: notice.kind, range: self.range(notice.span), hint: &notice.hint }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cue, CueClass, Entity};
    use serde_json::{Value, json};

    /// “Émile 😀 said yes” with everything that can be said about it.
    fn sample() -> (Article, Reading) {
        let text = "😀 Émile said “yes”.";
        let span = |part: &str| {
            let at = text.find(part).unwrap();
            Span::new(at, at + part.len())
        };
        let reading = Reading {
            entities: vec![Entity { id: "person/emile".into(), name: "Émile".into(), kind: EntityKind::Person }],
            mentions: vec![Mention {
                span: span("Émile"),
                name: span("mile"),
                entity: 0,
                form: MentionForm::TitleAndName,
            }],
            attributions: vec![Attribution {
                manner: Manner::Mixed,
                content: vec![span("yes")],
                scope: vec![span("“yes”")],
                source: Some(span("Émile")),
                cue: Some(Cue { span: span("said"), lemma: "say".into(), class: CueClass::Neutral }),
                speaker: Some(0),
                speaker_name: Some("Émile".into()),
                unnamed: false,
                content_kind: Some(ContentKind::Fragment),
                rule: "test".into(),
            }],
            ..Reading::default()
        };
        (corpus::read_text("a", text.to_owned()), reading)
    }

    fn json_of(article: &Article, reading: &Reading, dating: Option<&Dating>) -> Value {
        serde_json::to_value(annotate(article, reading, dating)).unwrap()
    }

    #[test]
    fn offsets_are_code_points() {
        let (article, reading) = sample();
        let found = json_of(&article, &reading, None);
        assert_eq!(
            found["mentions"][0],
            json!({"start": 2, "end": 7, "name_start": 3, "name_end": 7, "entity": "person/emile", "form": "title_and_name"})
        );
        assert_eq!(
            found["attributions"][0],
            json!({"manner": "mixed", "content": [{"start": 14, "end": 17}], "scope": [{"start": 13, "end": 18}],
                   "source": {"start": 2, "end": 7}, "cue": {"start": 8, "end": 12, "lemma": "say"},
                   "speaker": "person/emile", "speaker_name": "Émile", "unnamed": false, "content_kind": "fragment",
                   "rule": "test"})
        );
        assert_eq!(found["sentences"], json!([{"start": 0, "end": 19}]));
        assert_eq!(found["blocks"], json!([{"start": 0, "end": 19, "kind": "paragraph"}]));
    }

    #[test]
    fn every_field_is_there_and_unknown_is_null() {
        let article = corpus::read_text("a", String::new());
        let found = json_of(&article, &Reading::default(), None);
        for key in ["outlet", "published", "headline"] {
            assert_eq!(found[key], Value::Null, "{key}");
        }
        let lists = [
            "blocks",
            "sentences",
            "entities",
            "mentions",
            "attributions",
            "dates",
            "events",
            "passages",
            "figures",
            "conditions",
            "hedges",
            "evaluative",
            "negations",
        ];
        for key in lists {
            assert_eq!(found[key], json!([]), "{key}");
        }
        assert_eq!(found["notices"][0]["kind"], "empty");
        assert_eq!(found.as_object().unwrap().len(), 5 + lists.len() + 1);
    }

    #[test]
    fn a_derived_day_counts_only_where_it_is_one_day() {
        let day = |s: &str| s.parse::<corpus::Date>().unwrap();
        let dating = |latest| Dating {
            earliest: day("2024-02-01"),
            latest: day(latest),
            basis: Basis::Derived,
            reason: "test".into(),
        };
        let article = corpus::read_text("a", "Rain fell.".to_owned());
        let published = |d: &Dating| json_of(&article, &Reading::default(), Some(d))["published"].clone();
        assert_eq!(
            published(&dating("2024-02-01")),
            json!({"value": "2024-02-01", "basis": "derived", "start": null, "end": null})
        );
        assert_eq!(published(&dating("2024-02-03")), Value::Null);
        let stamped = corpus::read_text("a", "Rain fell.\n2024-02-01 08:00:00".to_owned());
        let found = json_of(&stamped, &Reading::default(), None);
        assert_eq!(
            found["published"],
            json!({"value": "2024-02-01T08:00:00", "basis": "stated", "start": 11, "end": 30})
        );
    }
}
