//! The layers that can be highlighted in a text.
use analysis::EntityKind;

/// One kind of mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// People.
    Person,
    /// Organisations and media.
    Organisation,
    /// Places and countries.
    Place,
    /// Events, documents and other names.
    Other,
    /// Words in quotation marks.
    Quote,
    /// Reported speech.
    Reported,
    /// Verbs and phrases of saying.
    Cue,
    /// Dates.
    Date,
    /// Numbers.
    Figure,
    /// Conditions and demands.
    Condition,
    /// What keeps a claim from being told as a fact.
    Hedge,
    /// Words of judgement in the outlet's own voice.
    Judgement,
    /// Passages that the reader wrote a note on.
    Note,
}

impl Layer {
    /// In the order of the legend.
    pub const ALL: [Self; 13] = [
        Self::Person,
        Self::Organisation,
        Self::Place,
        Self::Other,
        Self::Quote,
        Self::Reported,
        Self::Cue,
        Self::Date,
        Self::Figure,
        Self::Condition,
        Self::Hedge,
        Self::Judgement,
        Self::Note,
    ];

    /// Its name in an address and in a class.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Other => "other",
            Self::Quote => "quote",
            Self::Reported => "reported",
            Self::Cue => "cue",
            Self::Date => "date",
            Self::Figure => "figure",
            Self::Condition => "condition",
            Self::Hedge => "hedge",
            Self::Judgement => "judgement",
            Self::Note => "note",
        }
    }

    /// Its name in the legend.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Person => "People",
            Self::Organisation => "Organisations",
            Self::Place => "Places and countries",
            Self::Other => "Other names",
            Self::Quote => "Quotations",
            Self::Reported => "Reported speech",
            Self::Cue => "Verbs of saying",
            Self::Date => "Dates",
            Self::Figure => "Numbers",
            Self::Condition => "Conditions and demands",
            Self::Hedge => "Hedges",
            Self::Judgement => "Words of judgement",
            Self::Note => "Your notes",
        }
    }

    /// The class of its marks.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Person => "mark-person",
            Self::Organisation => "mark-organisation",
            Self::Place => "mark-place",
            Self::Other => "mark-other",
            Self::Quote => "mark-quote",
            Self::Reported => "mark-reported",
            Self::Cue => "mark-cue",
            Self::Date => "mark-date",
            Self::Figure => "mark-figure",
            Self::Condition => "mark-condition",
            Self::Hedge => "mark-hedge",
            Self::Judgement => "mark-judgement",
            Self::Note => "mark-note",
        }
    }

    /// The class of its marks in the strip beside a text.
    #[must_use]
    pub fn tick(self) -> &'static str {
        match self {
            Self::Person => "tick-person",
            Self::Organisation => "tick-organisation",
            Self::Place => "tick-place",
            Self::Other => "tick-other",
            Self::Quote => "tick-quote",
            Self::Reported => "tick-reported",
            Self::Cue => "tick-cue",
            Self::Date => "tick-date",
            Self::Figure => "tick-figure",
            Self::Condition => "tick-condition",
            Self::Hedge => "tick-hedge",
            Self::Judgement => "tick-judgement",
            Self::Note => "tick-note",
        }
    }

    /// The layer with that name in an address.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.key() == key)
    }

    /// The layer that shows entities of that kind.
    #[must_use]
    pub fn of(kind: EntityKind) -> Self {
        match kind {
            EntityKind::Person => Self::Person,
            EntityKind::Organisation | EntityKind::Medium => Self::Organisation,
            EntityKind::Place | EntityKind::Country => Self::Place,
            EntityKind::Group | EntityKind::Document | EntityKind::Event | EntityKind::Other => Self::Other,
        }
    }
}

/// A set of layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layers(u16);

impl Default for Layers {
    /// People, organisations, places, other names, quotations and notes.
    fn default() -> Self {
        let mut layers = Self::none();
        for layer in [Layer::Person, Layer::Organisation, Layer::Place, Layer::Other, Layer::Quote, Layer::Note] {
            layers.set(layer, true);
        }
        layers
    }
}

impl Layers {
    /// No layer: plain text.
    #[must_use]
    pub fn none() -> Self {
        Self(0)
    }

    /// Only one layer.
    #[must_use]
    pub fn only(layer: Layer) -> Self {
        Self(1 << layer as u16)
    }

    /// Whether the layer is shown.
    #[must_use]
    pub fn has(self, layer: Layer) -> bool {
        self.0 & (1 << layer as u16) != 0
    }

    /// Shows or hides a layer.
    pub fn set(&mut self, layer: Layer, on: bool) {
        if on {
            self.0 |= 1 << layer as u16;
        } else {
            self.0 &= !(1 << layer as u16);
        }
    }

    /// The shown layers, in the order of the legend.
    pub fn iter(self) -> impl Iterator<Item = Layer> {
        Layer::ALL.into_iter().filter(move |l| self.has(*l))
    }
}
