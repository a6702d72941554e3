//! Who and what the corpus names: the list of names, the card of one, and the sentences behind a number.
use crate::Head;
use analysis::{Entity, MentionForm};
use corpus::{Span, packed};

/// Asks for the card of a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardOf {
    /// The entity's id.
    pub entity: String,
}

/// All that the corpus calls somebody or something, and beside whom. Long lists are cut; their lengths are told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// Who or what it is; `None` where the corpus does not have it, and then all else is empty.
    pub entity: Option<Entity>,
    /// Mentions by a name, a title with a name, a demonym or a description.
    pub mentions: u32,
    /// Mentions by a pronoun.
    pub pronouns: u32,
    /// Articles that mention it otherwise than by a pronoun.
    pub articles: u32,
    /// Surface forms with their titles, in the whole corpus, most frequent first; no pronouns.
    pub forms: Vec<Form>,
    /// How many forms there are in all.
    pub forms_total: u32,
    /// The same by outlet, most mentions first.
    pub outlets: Vec<OutletForms>,
    /// How many outlets there are in all.
    pub outlets_total: u32,
    /// What it is called besides its name, most frequent first.
    pub roles: Vec<Role>,
    /// How many such phrases there are in all.
    pub roles_total: u32,
    /// Who and what is mentioned in the same sentences, most sentences first.
    pub with: Vec<Together>,
    /// How many there are in all.
    pub with_total: u32,
    /// Where it is mentioned first: in the article whose first possible day is earliest; where no day is known, the
    /// first of the corpus.
    pub first: Option<First>,
    /// Attributions of which it is the speaker.
    pub speaks: u32,
    /// Articles with such an attribution.
    pub speaks_in: u32,
    /// The first of them.
    pub spoke_at: Option<Spot>,
}

/// A place in an article, as a link needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The article's id.
    pub article: String,
    /// Its outlet's name, or what stands in its place.
    pub outlet: String,
    /// The words, in bytes of the article's text.
    pub span: Span,
    /// The sentence around them.
    pub sentence: Span,
}

/// One way to call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// As written, in one line.
    pub text: String,
    /// How it is a mention.
    pub form: MentionForm,
    /// How often.
    pub count: u32,
    /// Where it stands first (in the order of the corpus).
    pub first: Spot,
}

/// How one outlet calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutletForms {
    /// The outlet's name, or what stands in its place.
    pub outlet: String,
    /// The id of its first article that mentions it.
    pub article: String,
    /// Its articles that mention it.
    pub articles: u32,
    /// Mentions in them.
    pub mentions: u32,
    /// Its forms, most frequent first.
    pub forms: Vec<Form>,
}

/// Where a role phrase stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RolePlace {
    /// Before the name, as a title.
    Title,
    /// Beside the name, between commas or before “of”.
    Beside,
    /// In place of the name.
    Alone,
}

/// What it is called besides its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// As written where it stands first.
    pub text: String,
    /// Where it stands.
    pub place: RolePlace,
    /// How often.
    pub count: u32,
    /// Where it stands first.
    pub first: Spot,
}

/// Who is mentioned in the same sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Together {
    /// Who or what.
    pub entity: Entity,
    /// In how many sentences.
    pub sentences: u32,
    /// The first of them.
    pub first: Spot,
}

/// A first mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct First {
    /// The article.
    pub head: Head,
    /// The mention and its sentence.
    pub at: Spot,
    /// The sentence's text.
    pub text: String,
    /// The mention in `text`, in bytes.
    pub mark: Span,
}

packed!(CardOf { entity });
packed!(Card {
    entity,
    mentions,
    pronouns,
    articles,
    forms,
    forms_total,
    outlets,
    outlets_total,
    roles,
    roles_total,
    with,
    with_total,
    first,
    speaks,
    speaks_in,
    spoke_at,
});
packed!(Spot { article, outlet, span, sentence });
packed!(Form { text, form, count, first });
packed!(OutletForms { outlet, article, articles, mentions, forms });
packed!(enum RolePlace { 0 => Title, 1 => Beside, 2 => Alone });
packed!(Role { text, place, count, first });
packed!(Together { entity, sentences, first });
packed!(First { head, at, text, mark });
