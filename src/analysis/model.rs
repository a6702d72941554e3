//! The plain data that analysis gives: a [`Reading`] per article and a [`CorpusReading`] over all of them.
//!
//! Spans are bytes into the article's text. Entities are indexes into the list beside them. What is unknown
//! is `None`; what is concluded names its basis.
use corpus::{Basis, Date, Span};
use serde::{Deserialize, Serialize};

/// What sort of thing is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// Companies, parties, offices, alliances, seats of government (“the Kremlin”).
    Organisation,
    /// Cities, regions, rivers, continents.
    Place,
    /// States and peoples as states; demonyms count here.
    Country,
    /// People by nation, party or faith where no state is meant.
    Group,
    /// Newspapers, broadcasters, agencies, social networks.
    Medium,
    /// Plans, treaties, laws, reports with a name.
    Document,
    /// Named happenings.
    Event,
    /// A name of no known sort.
    Other,
}

impl EntityKind {
    /// Every kind, in their order.
    pub const ALL: [Self; 9] = [
        Self::Person,
        Self::Organisation,
        Self::Place,
        Self::Country,
        Self::Group,
        Self::Medium,
        Self::Document,
        Self::Event,
        Self::Other,
    ];

    /// Its name in the contract, in slugs and on the page.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Country => "country",
            Self::Group => "group",
            Self::Medium => "medium",
            Self::Document => "document",
            Self::Event => "event",
            Self::Other => "other",
        }
    }
}

/// How an entity is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MentionForm {
    /// The bare name.
    Name,
    /// Name with a title, office or honorific before it.
    TitleAndName,
    /// Adjective or noun made from a country or place (“Ukrainian”).
    Demonym,
    /// A description (“the Foreign Secretary”).
    Role,
    /// he, she, they.
    Pronoun,
}

/// One referent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// A stable slug of kind and name (“person/marco-rubio”).
    pub id: String,
    /// The fullest name found.
    pub name: String,
    /// What sort of thing.
    pub kind: EntityKind,
}

/// One place in the text where a referent is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The longest surface form with its title, without the possessive.
    pub span: Span,
    /// The bare name inside it (equal to `span` where there is no title).
    pub name: Span,
    /// Index into the reading's entities.
    pub entity: u32,
    /// How.
    pub form: MentionForm,
}

/// Whether the words of a source stand inside quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Manner {
    /// A full sentence in marks.
    Direct,
    /// Words in marks inside the outlet's own sentence.
    Mixed,
    /// No marks.
    Indirect,
}

/// What the marks enclose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContentKind {
    /// At least a clause that could stand alone.
    Full,
    /// A few words.
    Fragment,
    /// The name of a thing, or words held at a distance.
    Title,
}

/// What a verb of saying adds to what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CueClass {
    /// said, told, added.
    Neutral,
    /// claimed, alleged, reportedly.
    Distancing,
    /// noted, acknowledged, admitted, confirmed: takes the content as true.
    Factive,
    /// insisted, stressed, warned, demanded.
    Forceful,
    /// declined, refused, denied.
    Declining,
    /// praised, criticised, condemned.
    Evaluative,
}

/// The words that mark an attribution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cue {
    /// Where.
    pub span: Span,
    /// Base form (“say”, “accord to”).
    pub lemma: String,
    /// What it adds.
    pub class: CueClass,
}

/// Somebody is cited for something (source, cue, content: the scheme of PolNeAR).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// With or without marks.
    pub manner: Manner,
    /// Direct and mixed: what stands inside the marks (without them). Indirect: the reported clause.
    pub content: Vec<Span>,
    /// All words that belong to the source, marks and reported parts together (a superset of `content`).
    pub scope: Vec<Span>,
    /// The source as written here (“he”, “One European official”).
    pub source: Option<Span>,
    /// The verb or phrase of saying.
    pub cue: Option<Cue>,
    /// Who it is, as an index into the reading's entities.
    pub speaker: Option<u32>,
    /// The speaker's name, or the description where no name is given.
    pub speaker_name: Option<String>,
    /// Whether the text withholds the name (“officials said”, “reports suggest”).
    pub unnamed: bool,
    /// What the marks enclose; `None` when there are none.
    pub content_kind: Option<ContentKind>,
    /// The rule that made it, for “why this?”.
    pub rule: String,
}

/// A date or time named in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateMention {
    /// Where.
    pub span: Span,
    /// ISO 8601, as precise as known: `2025-11-23`, `2025-11`, `2025`, `2025-W47`.
    pub value: Option<String>,
    /// The day, where it is one.
    pub day: Option<Date>,
    /// The weekday, where it is one (also when the day is not known).
    pub weekday: Option<u8>,
    /// Why: “weekday before the article's date”, “written out”.
    pub basis: String,
}

/// Something that happened at a place and time and that articles tell about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// A stable slug (“talks-geneva-2025-11-23”, or the collection's own).
    pub id: String,
    /// As shown: “Geneva talks”.
    pub name: String,
    /// talks, summit, call, vote, attack, speech …
    pub kind: String,
    /// Where.
    pub place: Option<String>,
    /// When.
    pub date: Option<Date>,
    /// Whether the collection names it or the engine found it.
    pub basis: Basis,
}

/// Whether a passage tells an event or only refers to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PassageRole {
    /// It tells what happened there or what was said there.
    About,
    /// It only mentions it as background to something else.
    Background,
}

/// A sentence or run of sentences that belongs to an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Where: one sentence, or several in a row of the same block.
    pub span: Span,
    /// Index into the reading's events.
    pub event: u32,
    /// About it, or background.
    pub role: PassageRole,
}

/// How exact a number is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// about, some, nearly.
    About,
    /// at least.
    AtLeast,
    /// more than, over.
    MoreThan,
    /// up to, as many as.
    AtMost,
    /// fewer than, under.
    LessThan,
}

/// A number with what it counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Where, with its unit.
    pub span: Span,
    /// The number as written in digits, without separators: “880000”, “3.5”; “1/3”, “3-1”; “24+” for “dozens”.
    pub value: String,
    /// “%”, “points”, “personnel”, “billion dollars”; `None` for a bare count.
    pub unit: Option<String>,
    /// What it counts or belongs to (“Ukraine’s military”).
    pub of: Option<String>,
    /// How exact it is meant; `None` where nothing limits it.
    #[serde(default)]
    pub bound: Option<Bound>,
    /// The figure it changes to (“from 9 to 6 tanks”), as an index into the reading's figures.
    #[serde(default)]
    pub to: Option<u32>,
}

/// How a claim is bound to something that somebody has to do or that has to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConditionClass {
    /// unless, except if.
    Exception,
    /// if, provided that, in exchange for.
    Condition,
    /// as soon as, only after: when it begins to hold.
    Onset,
    /// must, has to, is required to.
    Obligation,
    /// should, ought to.
    Advice,
    /// called on X to, demanded that X …
    Demand,
}

impl ConditionClass {
    /// In the order of [`ConditionClass::NAMES`].
    pub const ALL: [Self; 6] =
        [Self::Exception, Self::Condition, Self::Onset, Self::Obligation, Self::Advice, Self::Demand];
    /// As in the contract.
    pub const NAMES: [&str; 6] = ["exception", "condition", "onset", "obligation", "advice", "demand"];
}

/// A condition or a demand, and whom it falls on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// The clause, with the party where it stands beside it.
    pub span: Span,
    /// The words that make it one (“only if”, “called on Serbia to”).
    pub marker: Span,
    /// How they bind.
    pub class: ConditionClass,
    /// Whom it falls on, as written.
    pub party: Option<Span>,
    /// The same as an index into the reading's entities.
    pub entity: Option<u32>,
    /// “must not”, “does not have to”.
    pub negated: bool,
}

/// What keeps a claim from being told as a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HedgeClass {
    /// reportedly, is said to, unconfirmed.
    Hearsay,
    /// may, could, would, perhaps.
    Possibility,
    /// likely, expected to.
    Likelihood,
    /// appears to, apparently.
    Appearance,
}

impl HedgeClass {
    /// In the order of [`HedgeClass::NAMES`].
    pub const ALL: [Self; 4] = [Self::Hearsay, Self::Possibility, Self::Likelihood, Self::Appearance];
    /// As in the contract.
    pub const NAMES: [&str; 4] = ["hearsay", "possibility", "likelihood", "appearance"];
}

/// Words that hold a claim at a distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hedge {
    /// The words.
    pub span: Span,
    /// How they do it.
    pub class: HedgeClass,
    /// “may not”, “unlikely”.
    pub negated: bool,
}

/// What one article says, as we understand it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Referents, in order of first mention.
    pub entities: Vec<Entity>,
    /// By position; a mention inside another comes after it.
    pub mentions: Vec<Mention>,
    /// By position of their first content.
    pub attributions: Vec<Attribution>,
    /// By position.
    pub dates: Vec<DateMention>,
    /// Named by the collection or found.
    pub events: Vec<Event>,
    /// By position.
    pub passages: Vec<Passage>,
    /// By position.
    pub figures: Vec<Figure>,
    /// Conditions and demands, by the position of their marker.
    #[serde(default)]
    pub conditions: Vec<Condition>,
    /// By position.
    #[serde(default)]
    pub hedges: Vec<Hedge>,
    /// Words of judgement in the outlet's own voice, by position.
    #[serde(default)]
    pub evaluative: Vec<Span>,
    /// Words that deny, by position.
    #[serde(default)]
    pub negations: Vec<Span>,
}

impl Reading {
    /// Gives back the room that the lists grew into: a third of a reading, and thousands are held.
    pub(crate) fn shrink(&mut self) {
        self.entities.shrink_to_fit();
        self.mentions.shrink_to_fit();
        self.attributions.shrink_to_fit();
        self.dates.shrink_to_fit();
        self.events.shrink_to_fit();
        self.passages.shrink_to_fit();
        self.figures.shrink_to_fit();
        self.conditions.shrink_to_fit();
        self.hedges.shrink_to_fit();
        self.evaluative.shrink_to_fit();
        self.negations.shrink_to_fit();
    }
}

/// When an article appeared, as far as the corpus tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dating {
    /// The first day it can be from.
    pub earliest: Date,
    /// The last day it can be from.
    pub latest: Date,
    /// Stated, supplied or derived.
    pub basis: Basis,
    /// Why, in a sentence.
    pub reason: String,
}

/// All articles read together: referents and events are shared, indexes count into these lists.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorpusReading {
    /// Referents through the whole corpus.
    pub entities: Vec<Entity>,
    /// Events through the whole corpus: the collection's own first, then those found.
    pub events: Vec<Event>,
    /// One per article, in the collection's order; their own `entities` and `events` are empty.
    pub articles: Vec<Reading>,
    /// One per article; `None` where nothing is known.
    pub datings: Vec<Option<Dating>>,
}
