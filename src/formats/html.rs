//! The article of a web page, in one pass over its tokens: no tree is built, so no nesting can hurt.
//!
//! What is written on a page is gathered in pieces: paragraphs, headings, list items. Each piece remembers in which
//! part of the page it stood, and which part is the story is decided at the end: an `<article>`, `<main>`, or all that
//! is not navigation, sidebar, caption or form. Who published it, when and under which headline is taken from what the
//! page says about itself: Open Graph, JSON-LD, its title, its first heading.
use crate::references::resolve;
use crate::tokens::{Mode, Tag, Token, Tokens, with_plain_line_ends};
use crate::{Draft, Found, Trouble};
use corpus::{Basis, Given, InOrder, Lower, Moment, Notice, NoticeKind, Outlet, Span, one_of};
use serde_json::Value;
use std::sync::LazyLock;

// What an element is.
/// Stands on lines of its own, and ends what is open in its line.
const BLOCK: u8 = 1;
/// Has no content.
const VOID: u8 = 1 << 1;
/// A part of a table, which end tags from within do not end.
const TABLE: u8 = 1 << 2;
/// A cell: its row is the line.
const CELL: u8 = 1 << 3;
/// Beside the story.
const BESIDE: u8 = 1 << 4;
/// Nothing in it is text to be read: programs, pictures, controls.
const UNREAD: u8 = 1 << 5;
/// Ends the one of its name before it.
const NEXT: u8 = 1 << 6;
/// Known to HTML.
pub(crate) const KNOWN: u8 = 1 << 7;

const ELEMENTS: [(&str, u8); 8] = [
    (
        "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure \
         footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html li main menu nav ol p pre section summary table \
         tbody td tfoot th thead tr ul",
        BLOCK | KNOWN,
    ),
    ("area base br col embed hr img input link meta param source track wbr", VOID | KNOWN),
    ("caption table tbody td tfoot th thead tr", TABLE),
    ("td th", CELL),
    ("aside figcaption nav", BESIDE),
    (
        "applet audio button canvas datalist dialog iframe label legend map math noembed noframes noscript object \
         optgroup option script select style svg template textarea title video",
        UNREAD | KNOWN,
    ),
    ("a dd dt li option p td th tr", NEXT),
    (
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q rp rt ruby s samp small span \
         strike strong sub sup time tt u var",
        KNOWN,
    ),
];

/// All elements in the order of their names, and what they are.
static BY_NAME: LazyLock<Vec<(&str, u8)>> = LazyLock::new(|| {
    let is = |name: &str| ELEMENTS.iter().filter(|(list, _)| one_of(name, list)).fold(0, |all, (_, is)| all | is);
    let names = ELEMENTS.iter().flat_map(|(list, _)| list.split(' '));
    let mut all: Vec<(&str, u8)> = names.map(|name| (name, is(name))).collect();
    all.put_in_order_by(|a, b| a.0.cmp(b.0));
    all
});

/// What the element `name` is.
pub(crate) fn element(name: &str) -> u8 {
    BY_NAME.binary_search_by(|(n, _)| (*n).cmp(name)).ok().and_then(|at| BY_NAME.get(at)).map_or(0, |(_, is)| *is)
}

/// Whether the element `name` stands on lines of its own.
pub(crate) fn is_block(name: &str) -> bool {
    element(name) & (BLOCK | CELL) == BLOCK
}

/// How the text of an element is to be read, if not up to the next tag.
pub(crate) fn mode_of(name: &str) -> Mode {
    match name {
        "script" => Mode::Script,
        "title" | "textarea" => Mode::Rcdata,
        "plaintext" => Mode::Plain,
        _ if one_of(name, "iframe noembed noframes noscript style xmp") => Mode::Rawtext,
        _ => Mode::Data,
    }
}

// Where a piece stands.
/// Beside the story.
const ASIDE: u8 = 1;
/// In what is not read.
const GONE: u8 = 1 << 1;
/// In a link.
const LINK: u8 = 1 << 2;
/// Where white space counts.
const PRE: u8 = 1 << 3;
/// In the page's main part.
const MAIN: u8 = 1 << 4;
/// In a quotation.
const QUOTE: u8 = 1 << 5;
/// In a heading of the first rank.
const FIRST_RANK: u8 = 1 << 6;
/// In a heading of another rank.
const RANK: u8 = 1 << 7;

/// More elements than these are not kept track of: what is deeper counts to the last of them.
const DEPTH_MAX: usize = 512;
/// What a page says about itself in more bytes than these is something else.
const SAYING_MAX: usize = 4_096;
/// So many of an element's classes are looked at.
const CLASSES_MAX: usize = 16;

/// Where something stands.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    flags: u8,
    /// In which `<article>`, from 1; one inside another does not count.
    article: u32,
}

/// An open element.
struct Open {
    name: String,
    is: u8,
    place: Place,
}

/// A paragraph, a heading, a list item.
#[derive(Debug, Default)]
struct Piece {
    text: String,
    place: Place,
    item: bool,
    /// How many letters and digits are in no link, and how many in one.
    prose: usize,
    linked: usize,
    links: u32,
}

impl Piece {
    fn is_aside(&self) -> bool {
        self.place.flags & ASIDE != 0
    }

    /// Whether it is links and nothing else to speak of.
    fn is_links(&self) -> bool {
        self.linked > self.prose * 9 && self.place.flags & FIRST_RANK == 0
    }
}

/// What the page says about itself, the surest word for each first; empty where it says nothing.
#[derive(Debug, Default)]
struct Says {
    headlines: [String; 4],
    outlets: [String; 3],
    published: [String; 3],
    addresses: [String; 4],
    body: String,
}

/// A page as far as it has been read.
#[derive(Default)]
struct Page {
    open: Vec<Open>,
    /// How many open elements are not kept track of.
    deeper: u32,
    pieces: Vec<Piece>,
    now: Piece,
    /// Whether white space came before what comes next.
    space: bool,
    /// Whether the next piece begins a list item.
    item: bool,
    articles: u32,
    says: Says,
    /// Days that `<time>` tells, and whether it says that they are those of publication.
    times: Vec<(Place, bool, Moment)>,
    /// What the next raw text is.
    title: bool,
    data: bool,
    scripts: Vec<String>,
    /// Whether it is written in XML.
    xml: bool,
    /// Whether it has the frame of a whole page.
    whole: bool,
    /// What all of it stands in.
    around: u8,
}

/// The article of a page.
pub(crate) fn read(page: &str, id: &str) -> Found {
    let mut page = Page::read(page, 0);
    page.linked_data();
    let (part, mut story) = page.story();
    let mut text = join(&story);
    let mut notices = Vec::new();
    let all: usize = page.pieces.iter().map(|p| words(&p.text)).sum();
    let left_out = all - story.iter().map(|p| words(&p.text)).sum::<usize>();
    let whole = text.len() * 4 < page.says.body.len();
    if whole {
        text.clone_from(&page.says.body);
        notices.push(notice(
            "Expected the story among what the page shows, found it only in the page’s own data: that text was taken. \
             Compare it with the page.",
        ));
    }
    let headline = page.headline(part);
    if !text.chars().any(char::is_alphanumeric) {
        return Found::Trouble(Trouble::of_file(
            "expected a web page with text in it, found none: its text may come by a program only",
            "open the page in a browser, copy the article and paste it here, or save it as text",
        ));
    }
    if left_out > 0 && !whole {
        notices.push(notice(&format!(
            "Left out {left_out} words of the page around the story: menus, links, captions, forms. If the story lacks \
             a part, paste its text."
        )));
    }
    if let Some(headline) = &headline {
        if !whole && !is_headed(&text, headline) {
            // It stands further down: not twice.
            story.retain(|p| p.place.flags & FIRST_RANK == 0 || !same_words(&p.text, headline));
            text = join(&story);
        }
        text = headed(&text, headline);
    }
    let said = page.says.published.iter().filter(|s| !s.is_empty());
    let published = said.clone().find_map(|s| s.parse().ok()).or_else(|| page.time(part));
    if let Some(bad) = said.clone().next().filter(|_| published.is_none()) {
        let bad: String = bad.chars().take(60).collect();
        let hint = format!(
            "Expected a date such as 2025-11-24 or 2025-11-24T00:11:00 as the page’s date, found “{bad}”: it was left \
             out. Correct it."
        );
        notices.push(Notice { kind: NoticeKind::BadField, ..notice(&hint) });
    }
    let given = Given { outlet: page.outlet(), published, headline, ..Given::default() };
    Found::Draft(Box::new(Draft { id: id.to_owned(), text, given, notices }))
}

/// The text of a part of a page, such as a feed's description: all of it, with remarks on what in it stands beside the
/// story. Where it is a whole page after all, its story.
pub(crate) fn text_of(part: &str, notices: &mut Vec<Notice>) -> String {
    let page = Page::read(part, MAIN);
    if page.whole {
        let Found::Draft(draft) = read(part, "") else { return String::new() };
        notices.extend(draft.notices);
        return draft.text;
    }
    let mut story = page.told(Part::All).into_iter().peekable();
    let (mut text, mut after_item, mut begun) = (String::new(), false, false);
    for (at, piece) in page.pieces.iter().enumerate() {
        let start = add(piece, &mut after_item, &mut text);
        let told = story.next_if(|told| std::ptr::eq(*told, piece)).is_some();
        // A link in the end leads to the page itself, and so does the line that WordPress adds.
        let leads = piece.is_links() && at + 1 == page.pieces.len()
            || piece.links > 1 && piece.text.starts_with("The post ") && piece.text.contains(" appeared first on ");
        if told && !(begun && leads) {
            begun = true;
        } else {
            let span = Span::new(start, text.len());
            notices.push(Notice { span, ..notice("Set aside: the file has it beside its story, not in it.") });
        }
    }
    text
}

/// `text` with the headline as its first line, if it is not one of the first.
pub(crate) fn headed(text: &str, headline: &str) -> String {
    if is_headed(text, headline) { text.to_owned() } else { format!("{headline}\n\n{text}") }
}

/// Whether one of the first lines is the headline.
pub(crate) fn is_headed(text: &str, headline: &str) -> bool {
    let mut first = text.lines().filter(|l| !l.trim().is_empty()).take(4);
    first.any(|line| same_words(line, headline))
}

fn same_words(a: &str, b: &str) -> bool {
    in_one_line(a).lower() == in_one_line(b).lower()
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn notice(hint: &str) -> Notice {
    Notice { kind: NoticeKind::SetAside, span: Span::default(), hint: hint.to_owned() }
}

/// With single spaces.
pub(crate) fn in_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Fills what is empty yet, with the references resolved that are written in what must not have any.
fn fill(slot: &mut String, value: &str) {
    if slot.is_empty() && value.len() <= SAYING_MAX {
        let mut text = String::new();
        resolve(value, false, &mut text);
        *slot = in_one_line(&text);
    }
}

fn join(pieces: &[&Piece]) -> String {
    let mut text = String::with_capacity(pieces.iter().map(|p| p.text.len() + 4).sum());
    let mut after_item = false;
    for piece in pieces {
        add(piece, &mut after_item, &mut text);
    }
    text
}

/// Adds a piece to a text, and gives the byte where it begins there.
fn add(piece: &Piece, after_item: &mut bool, text: &mut String) -> usize {
    let joins = std::mem::replace(after_item, piece.item) && piece.item;
    if !text.is_empty() {
        text.push_str(if joins { "\n" } else { "\n\n" });
    }
    let start = text.len();
    if piece.item && !piece.text.starts_with(['-', '–', '—', '*', '•', '·', '▪', '●']) {
        text.push_str("- ");
    }
    text.push_str(&piece.text);
    start
}

/// Which part of the page is the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Article(u32),
    Main,
    All,
}

impl Part {
    fn holds(self, place: Place) -> bool {
        place.flags & ASIDE == 0
            && match self {
                Self::Article(n) => place.article == n,
                Self::Main => place.flags & MAIN != 0,
                Self::All => true,
            }
    }
}

impl Page {
    /// Reads a page whose elements all stand in what `around` says.
    fn read(text: &str, around: u8) -> Self {
        let text = with_plain_line_ends(text);
        let xml = text.trim_start().starts_with("<?xml");
        let mut page = Self { xml, around, ..Self::default() };
        let mut tokens = Tokens::new(&text, xml);
        while let Some(token) = tokens.next() {
            match token {
                Token::Text(text) => page.text(text),
                Token::Start(tag) => page.start(tag, &mut tokens),
                Token::End(tag) => page.end(&tag.name),
                Token::Comment(comment) => {
                    // What browsers write into a page that they save.
                    let saved = comment.trim_start().strip_prefix("saved from url=(");
                    if let Some((_, url)) = saved.and_then(|s| s.split_once(')')) {
                        fill(&mut page.says.addresses[3], url);
                    }
                }
                Token::Doctype => {}
            }
        }
        page.flush();
        page
    }

    fn place(&self) -> Place {
        self.open.last().map_or(Place { flags: self.around, article: 0 }, |o| o.place)
    }

    /// Ends the piece.
    fn flush(&mut self) {
        self.space = false;
        let mut piece = std::mem::take(&mut self.now);
        let trimmed = piece.text.trim();
        if trimmed.is_empty() {
            self.item |= piece.item;
            return;
        }
        if trimmed.len() < piece.text.len() {
            piece.text = trimmed.to_owned();
        }
        self.pieces.push(piece);
    }

    fn text(&mut self, text: String) {
        if std::mem::take(&mut self.data) {
            self.scripts.push(text);
            return;
        }
        if std::mem::take(&mut self.title) {
            return fill(&mut self.says.headlines[3], &text);
        }
        let place = self.place();
        if place.flags & GONE != 0 {
            return;
        }
        let now = &mut self.now;
        let pre = place.flags & PRE != 0 && !text.trim().is_empty();
        for (n, part) in text.split(|c| !pre && matches!(c, '\n' | ' ' | '\t' | '\x0c' | '\r')).enumerate() {
            self.space |= n > 0;
            if part.is_empty() {
                continue;
            }
            if now.text.is_empty() {
                now.place = place;
                now.item |= std::mem::take(&mut self.item);
            } else if self.space && !now.text.ends_with('\n') {
                now.text.push(' ');
            }
            self.space = false;
            now.text.extend(part.chars().filter(|c| *c != '\0'));
            let count = part.chars().filter(|c| c.is_alphanumeric()).count();
            *(if place.flags & LINK == 0 { &mut now.prose } else { &mut now.linked }) += count;
        }
    }

    fn start(&mut self, tag: Tag, tokens: &mut Tokens<'_>) {
        let name = tag.name.as_str();
        let is = element(name);
        match name {
            "meta" => self.meta(&tag),
            "html" | "body" => self.whole = true,
            "link" if tag.get("rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")) => {
                fill(&mut self.says.addresses[0], tag.get("href").unwrap_or(""));
            }
            "br" if self.now.text.ends_with('\n') => self.flush(),
            // Browsers show marks around it.
            "q" => self.text("“".to_owned()),
            "br" if !self.now.text.is_empty() => self.now.text.push('\n'),
            _ => {}
        }
        if is & CELL != 0 {
            self.space = true;
        } else if is & BLOCK != 0 {
            self.flush();
        }
        self.end_implied(name, is);
        if is & VOID != 0 {
            return;
        }
        let before = self.place();
        let place = self.place_of(&tag, is, before);
        if name == "time"
            && place.flags & GONE == 0
            && let Some(moment) = tag.get("datetime").and_then(|t| t.parse().ok())
        {
            let sure = tag.get("pubdate").is_some() || tag.get("itemprop") == Some("datePublished");
            self.times.push((place, sure, moment));
        }
        if tag.closed && (self.xml || before.flags & GONE != 0) {
            return;
        }
        if name == "li" {
            self.item = true;
        }
        if name == "a" {
            self.now.links += 1;
        }
        let mode = if is == 0 || is & UNREAD != 0 { mode_of(name) } else { Mode::Data };
        if mode != Mode::Data {
            tokens.enter(mode, name);
            self.title = name == "title" && before.flags & GONE == 0;
            self.data = name == "script"
                && tag.get("type").is_some_and(|t| t.trim().eq_ignore_ascii_case("application/ld+json"));
        }
        // An element that changes nothing need not be known to be open.
        let changes = (place.flags, place.article) != (before.flags, before.article);
        if is & BLOCK == 0 && !changes && place.flags & GONE == 0 {
            return;
        }
        if self.open.len() >= DEPTH_MAX {
            self.deeper += u32::from(is & BLOCK != 0);
        } else {
            self.open.push(Open { name: tag.name, is, place });
        }
    }

    /// Ends the paragraph that a block follows, the item that an item follows.
    fn end_implied(&mut self, name: &str, is: u8) {
        if is & (BLOCK | NEXT) == 0 || self.deeper > 0 {
            return;
        }
        let at = match name {
            "a" => self.open.len().checked_sub(1),
            _ => self.open.iter().rposition(|o| o.is & BLOCK != 0),
        };
        let before = at.and_then(|at| self.open.get(at));
        let ends = before.is_some_and(|o| is & BLOCK != 0 && o.name == "p" || is & NEXT != 0 && o.name == name);
        if let Some(at) = at.filter(|_| ends) {
            self.open.truncate(at);
        }
    }

    fn end(&mut self, name: &str) {
        let is = element(name);
        (self.title, self.data) = (false, false);
        if is & CELL != 0 {
            self.space = true;
        } else if is & BLOCK != 0 {
            self.flush();
        }
        match name {
            "li" => self.item = false,
            "q" => self.text("”".to_owned()),
            _ => {}
        }
        if self.deeper > 0 {
            self.deeper -= u32::from(is & BLOCK != 0);
            return;
        }
        for at in (0..self.open.len()).rev() {
            let open = &self.open[at];
            if open.name == name {
                return self.open.truncate(at);
            }
            if open.is & BLOCK != 0 && is & BLOCK == 0 || open.is & TABLE != 0 && is & TABLE == 0 {
                return;
            }
        }
    }

    /// Where what is in an element stands.
    fn place_of(&mut self, tag: &Tag, is: u8, before: Place) -> Place {
        let mut place = before;
        let mut role = tag.get("role").unwrap_or("");
        let mut set = |flag: u8, holds: bool| place.flags |= if holds { flag } else { 0 };
        let name = tag.name.as_str();
        set(GONE, is & UNREAD != 0 || is_hidden(tag, is));
        set(LINK, name == "a" && tag.get("href").is_some());
        set(PRE, name == "pre");
        set(QUOTE, name == "blockquote");
        set(FIRST_RANK, name == "h1");
        set(RANK, one_of(name, "h2 h3 h4 h5 h6"));
        if is & BLOCK == 0 && !name.contains('-') || one_of(name, "html body") {
            return place;
        }
        set(MAIN, name == "main" || role == "main");
        let body = tag.get("itemprop").is_some_and(|p| p.split_ascii_whitespace().any(|p| p == "articleBody"));
        let within = before.article > 0 || before.flags & MAIN != 0;
        if name == "article" || body {
            role = "article";
        }
        let beside = is & BESIDE != 0
            || match name {
                "header" => !within,
                "footer" => before.flags & QUOTE == 0,
                // Some pages are one form from head to foot.
                "form" => within,
                _ => false,
            }
            || !role.is_empty()
                && one_of(
                    role,
                    "alertdialog complementary contentinfo dialog menu menubar navigation search tablist toolbar",
                )
            || role == "banner" && !within
            || ["id", "class"].iter().any(|key| {
                let mut list = tag.get(key).unwrap_or("").split_ascii_whitespace().take(CLASSES_MAX);
                list.any(|word| {
                    one_of(
                        &word.to_ascii_lowercase(),
                        "breadcrumb breadcrumbs button-wrapper comment-list comments cookie-banner disqus_thread \
                         jp-relatedposts newsletter newsletter-signup related related-articles related-content \
                         related-posts respond share share-buttons sharedaddy sidebar social-share \
                         subscription-widget wp-caption-text",
                    )
                })
            });
        set(ASIDE, beside && role != "article");
        if role == "article" && place.article == 0 {
            self.articles += 1;
            place.article = self.articles;
        }
        place
    }

    fn meta(&mut self, tag: &Tag) {
        let Some(content) = tag.get("content") else { return };
        let key = ["property", "name", "itemprop"].iter().find_map(|k| tag.get(k)).unwrap_or("").lower();
        let says = &mut self.says;
        let slot = match key.as_str() {
            "og:title" => &mut says.headlines[0],
            "twitter:title" => &mut says.headlines[2],
            "og:site_name" => &mut says.outlets[0],
            "application-name" | "publisher" | "dc.publisher" => &mut says.outlets[2],
            "article:published_time" | "og:article:published_time" => &mut says.published[0],
            "og:url" => &mut says.addresses[1],
            key if one_of(
                key,
                "date datepublished dc.date dc.date.issued parsely-pub-date pubdate publication_date publish-date \
                 publishdate sailthru.date",
            ) =>
            {
                &mut says.published[2]
            }
            _ => return,
        };
        fill(slot, content);
    }

    /// Takes what the page's JSON-LD says about the article.
    fn linked_data(&mut self) {
        let mut values: Vec<Value> = Vec::new();
        for script in std::mem::take(&mut self.scripts) {
            // A line end in a string is against the rules and not rare.
            let script = script.replace(|c: char| c.is_control(), " ");
            values.extend(serde_json::from_str::<Value>(&script));
        }
        let mut to_do: Vec<&Value> = values.iter().rev().collect();
        let mut nodes: Vec<&Value> = Vec::new();
        while let Some(value) = to_do.pop() {
            if let Value::Array(list) = value {
                to_do.extend(list.iter().rev());
            } else if value.is_object() {
                nodes.push(value);
                to_do.extend(["mainEntityOfPage", "mainEntity", "@graph"].iter().filter_map(|key| value.get(key)));
            }
        }
        let is_article = |node: &&&Value| {
            let kind = first(&node["@type"]).as_str().unwrap_or("");
            kind.ends_with("Article") || kind.ends_with("BlogPosting")
        };
        let Some(node) = nodes.iter().find(is_article) else { return };
        let word = |value: &Value| first(value).as_str().unwrap_or("").to_owned();
        fill(&mut self.says.headlines[1], &word(&node["headline"]));
        fill(&mut self.says.published[1], &word(&node["datePublished"]));
        fill(&mut self.says.addresses[2], &word(&node["url"]));
        let page = first(&node["mainEntityOfPage"]);
        fill(&mut self.says.addresses[2], page["@id"].as_str().or(page.as_str()).unwrap_or(""));
        let mut publisher = first(&node["publisher"]);
        if let Some(id) = publisher.get("@id").filter(|_| publisher.get("name").is_none()) {
            publisher =
                nodes.iter().find(|n| n.get("@id") == Some(id) && n.get("name").is_some()).unwrap_or(&publisher);
        }
        fill(&mut self.says.outlets[1], publisher["name"].as_str().or(publisher.as_str()).unwrap_or(""));
        let body = word(&node["articleBody"]);
        self.says.body = if body.contains("</") { text_of(&body, &mut Vec::new()) } else { body };
    }

    /// Which part of the page is the story, and its pieces.
    fn story(&self) -> (Part, Vec<&Piece>) {
        let mut all = 0;
        let mut main = 0;
        let mut articles = vec![0; self.articles as usize + 1];
        for piece in self.pieces.iter().filter(|p| !p.is_aside()) {
            all += piece.prose;
            main += if piece.place.flags & MAIN == 0 { 0 } else { piece.prose };
            if let Some(sum) = articles.get_mut(piece.place.article as usize).filter(|_| piece.place.article > 0) {
                *sum += piece.prose;
            }
        }
        let (mut best, mut most, mut second) = (0, 0, 0);
        for (number, sum) in (0..).zip(articles) {
            if sum > most {
                (best, most, second) = (number, sum, most);
            } else {
                second = second.max(sum);
            }
        }
        let part = if most * 3 >= all && most >= second * 2 && most > 0 {
            Part::Article(best)
        } else if main * 3 >= all && main > 0 {
            Part::Main
        } else {
            Part::All
        };
        (part, self.told(part))
    }

    /// The pieces of a part that tell its story.
    fn told(&self, part: Part) -> Vec<&Piece> {
        let held: Vec<&Piece> = self.pieces.iter().filter(|p| part.holds(p.place)).collect();
        // Lists of links lead away from the story.
        let leads = |at: usize| held.get(at).is_some_and(|p| p.is_links());
        let away = |at: usize, p: &Piece| {
            p.is_links() && (p.item || p.links > 1 || leads(at + 1) || at.checked_sub(1).is_some_and(leads))
        };
        let told = held.iter().enumerate().filter(|(at, p)| {
            // So does a heading above one.
            let above = p.place.flags & RANK != 0 && held.get(at + 1).is_some_and(|next| away(at + 1, next));
            !above && !away(*at, p)
        });
        let mut story: Vec<&Piece> = told.map(|(_, p)| *p).collect();
        if story.is_empty() {
            story = held;
        }
        if story.is_empty() {
            story = self.pieces.iter().collect();
        }
        story
    }

    /// The headline: that heading of the page which its titles name too, else the story's only one, else a title.
    fn headline(&self, part: Part) -> Option<String> {
        let says = &self.says.headlines;
        let small = says.each_ref().map(|title| title.lower());
        let site = self.says.outlets.iter().find(|o| !o.is_empty()).map_or("", String::as_str);
        let site_small = site.lower();
        let ranked = self.pieces.iter().filter(|p| p.place.flags & FIRST_RANK != 0);
        let heads = ranked.map(|p| (p.place, in_one_line(&p.text)));
        let heads: Vec<(Place, String)> = heads.filter(|(_, head)| head.lower() != site_small).collect();
        let named = heads.iter().find(|(_, head)| {
            let head = head.lower();
            head.contains(' ') && small.iter().any(|title| title.starts_with(&head))
        });
        let mut own = heads.iter().filter(|(place, _)| part.holds(*place));
        let only = own.next().filter(|_| own.next().is_none());
        let titles = says.iter().map(|title| without_site(title, site)).find(|title| !title.is_empty());
        named.or(only).map(|(_, head)| head.clone()).or(titles)
    }

    fn outlet(&self) -> Option<Outlet> {
        let url = self.says.addresses.iter().find(|url| is_web(url)).cloned();
        let host = || {
            let (_, rest) = url.as_deref()?.split_once("//")?;
            let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?;
            Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
        };
        let name = self.says.outlets.iter().find(|o| !o.is_empty()).cloned().or_else(host)?;
        (!name.is_empty()).then_some(Outlet { name, url, basis: Basis::Supplied })
    }

    /// The day that the page's `<time>` tells: the one of publication, the story's first, the only one.
    fn time(&self, part: Part) -> Option<Moment> {
        if let Some((.., moment)) = self.times.iter().find(|(_, sure, _)| *sure) {
            return Some(*moment);
        }
        let mut held = self.times.iter().filter(|(place, ..)| part.holds(*place)).map(|(.., moment)| *moment);
        let first = held.next()?;
        (part != Part::All || held.all(|m| m.date == first.date)).then_some(first)
    }
}

/// Whether it is an address on the web, and so may be shown as a link.
pub(crate) fn is_web(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://")) && !url.contains([' ', '"', '<', '>'])
}

/// The value, or the first of a list.
fn first(value: &Value) -> &Value {
    value.get(0).unwrap_or(value)
}

/// Whether a reader of the page does not see it.
fn is_hidden(tag: &Tag, is: u8) -> bool {
    let style = tag.get("style").map_or(String::new(), |s| s.replace(' ', "").to_ascii_lowercase());
    let mut classes = tag.get("class").unwrap_or("").split_ascii_whitespace().take(CLASSES_MAX);
    tag.get("hidden").is_some_and(|h| h != "until-found")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || is & BLOCK == 0 && tag.get("aria-hidden") == Some("true")
        || classes.any(|word| one_of(word, "screen-reader-text sr-only visually-hidden visuallyhidden"))
}

/// A title without the name of the site behind its last bar or dash.
fn without_site(title: &str, site: &str) -> String {
    let mut best = title;
    for sign in [" | ", " - ", " – ", " — ", " · ", " • ", " « ", " » ", " :: "] {
        if let Some((head, tail)) = title.rsplit_once(sign) {
            let named = same_words(tail, site);
            let short = site.is_empty() && words(tail) <= 4 && words(head) > words(tail) && !sign.contains(['·', '•']);
            if (named || short) && head.len() < best.len() {
                best = head;
            }
        }
    }
    best.trim().to_owned()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::time::Duration;

    fn draft(page: &str) -> Draft {
        match read(page, "a") {
            Found::Draft(draft) => *draft,
            Found::Trouble(trouble) => panic!("{page:?}: {trouble:?}"),
        }
    }

    fn check(page: &str, expected: &str) {
        assert_eq!(draft(page).text, expected, "{page}");
    }

    const STORY: &str =
        "<p>Rain fell for days in the valley, and the river rose.</p>\n<p>“We left at night,” one said.</p>";
    const TOLD: &str = "Rain fell for days in the valley, and the river rose.\n\n“We left at night,” one said.";

    #[test]
    fn blocks_stand_apart_and_white_space_is_one_space() {
        check("<p>one<b>two<table><td>three<!-- ", "onetwo\n\nthree");
        check("a <b>b</b>\r\n  c<p>d &amp;amp; e\u{a0}f<p>g<div>h</div>i", "a b c\n\nd &amp; e\u{a0}f\n\ng\n\nh\n\ni");
        check("x:<ul><li>a<li><p>b</p><p>c</p></li><li><!-- --></li></ul>y", "x:\n\n- a\n- b\n\nc\n\ny");
        check("a<br>b<br/><br>c<br>", "a\nb\n\nc");
        check("<pre>\n a\n  b</pre><table><tr><td>1<td>2</tr><tr><th>3</th><td>4</td></table>", "a\n  b\n\n1 2\n\n3 4");
        check(
            "<p>&lt;script&gt;x&lt;/script&gt; &#x202e; &#0; &bogus;",
            "<script>x</script> \u{202e} \u{fffd} &bogus;",
        );
        check("<p>He said <q>we <b>left</b></q>.", "He said “we left”.");
        check("a < b and c > d, 1<2", "a < b and c > d, 1<2");
    }

    #[test]
    fn what_is_not_shown_is_not_read() {
        let page = "<p>a<script>b('</p>')</script><style>p{}</style><noscript><p>c</p></noscript><template>d</template>\
                    <svg><title>e</title><path/><path/></svg><span hidden>f<span>g</span></span><button>h</button>\
                    <span class='x sr-only'>i</span><textarea><p>j</textarea><i aria-hidden=true>k</i>\
                    <span style='color:red; Display: none'>l</span>m</p><div hidden=''>n<div>o</div></div>p";
        check(page, "am\n\np");
        check("<p>Rain fell.</p><div hidden>x<p>y", "Rain fell.");
    }

    #[test]
    fn the_story_is_the_part_that_holds_most() {
        let around = |inner: &str| {
            format!(
                "<header><h1>The Gull</h1>Menu here</header><nav><a href=/>Home</a></nav>{inner}<aside>Sign up</aside>\
                 <footer>Rights</footer>"
            )
        };
        check(&around(STORY), TOLD);
        check(&around(&format!("<p>Top words.</p><article>{STORY}</article><article>Other.</article>")), TOLD);
        check(
            &around(&format!("<main>Top words.<article>Other words</article>{STORY}</main>")),
            &format!("Top words.\n\nOther words\n\n{TOLD}"),
        );
        check(&around(&format!("<form><div itemprop=articleBody>{STORY}</div>Vote!</form>")), TOLD);
        check(
            &around(&format!(
                "<article>{STORY}<form>Your mail</form><figure><figcaption>A river.</figcaption></figure></article>"
            )),
            TOLD,
        );
        // Nothing but what is beside the story: that is read.
        check("<nav>Only this.</nav>", "Only this.");
        check("<nav><p>unclosed", "unclosed");
    }

    #[test]
    fn lists_of_links_are_no_story() {
        let links = "<ul><li><a href=/1>One</a></li><li><a href=/2>Two</a></ul><p><a href=/3>Three</a> | <a href=/4>Four</a></p>";
        check(&format!("{STORY}<h2>More</h2>{links}"), TOLD);
        check(links, "- One\n- Two\n\nThree | Four");
        check("<p><a href=/>A linked paragraph.</a></p><p>More.</p>", "A linked paragraph.\n\nMore.");
        check("<p>a <a href=x>b</a> <a href=x>c</a></p>", "a b c");
    }

    #[test]
    fn what_the_page_says_of_itself_is_known() {
        let page = format!(
            r#"<html><head><title>River floods town - The Gull</title><meta property="og:site_name" content="The Gull">
            <meta property="og:title" content="You will not believe this river">
            <meta property="article:published_time" content="2024-05-06T07:08:09+02:00">
            <link rel=canonical href="https://gull.example/a?b=1&amp;c=2"></head>
            <body><div>Live</div><article><p>World</p><h1>River  floods town</h1>{STORY}</article></body>"#
        );
        let found = draft(&page);
        assert_eq!(found.given.headline.as_deref(), Some("River floods town"));
        assert_eq!(found.given.published.map(|p| p.to_string()).as_deref(), Some("2024-05-06T07:08:09"));
        let outlet = found.given.outlet.clone().unwrap();
        assert_eq!((outlet.name.as_str(), outlet.url.as_deref()), ("The Gull", Some("https://gull.example/a?b=1&c=2")));
        assert_eq!(found.text, format!("World\n\nRiver floods town\n\n{TOLD}"));
        assert!(found.notices[0].hint.starts_with("Left out 1 words"), "{:?}", found.notices);
        assert_eq!(found.read().headline_text(), Some("River floods town"));
    }

    #[test]
    fn json_ld_is_read_where_it_lies() {
        let data = r##"<script type="application/ld+json">[{"@context":"x","@graph":[{"@type":"WebPage"},
            {"@type":["NewsArticle"],"headline":"River floods town &#8211; again","datePublished":"2024-05-06",
             "publisher":{"@id":"#o"},"mainEntityOfPage":{"@id":"http://gull.example/a"},
             "articleBody":"Rain fell.
             It fell for days, and the river rose and rose until the town below it had to be left."},
            {"@type":"Organization","@id":"\u0023o","name":"The Gull"}]}]</script>"##;
        let found = draft(&format!("{data}<p>Please wait.</p>"));
        let outlet = found.given.outlet.unwrap();
        assert_eq!((outlet.name.as_str(), outlet.url.as_deref()), ("The Gull", Some("http://gull.example/a")));
        assert_eq!(found.given.published.map(|p| p.to_string()).as_deref(), Some("2024-05-06"));
        assert!(found.text.starts_with("River floods town – again\n\nRain fell. "), "{}", found.text);
        assert!(found.notices[0].hint.contains("own data"));
        let found = draft(&format!("{data}{STORY}{STORY}"));
        assert_eq!(found.text, format!("River floods town – again\n\n{TOLD}\n\n{TOLD}"));
        draft("<script type=application/ld+json>{{{</script><script type=application/ld+json>[1,null,{}]</script>a");
    }

    #[test]
    fn what_is_not_known_is_not_made_up() {
        let found = draft(STORY);
        assert_eq!((found.given, found.notices.len()), (Given::default(), 0));
        let page = "<!-- saved from url=(0023)https://www.gull.example/a -->\n<meta name=date content='last week'>\
                    <time datetime='2024-05-06'>x</time><p>a</p><time datetime='2024-05-07'>y</time>";
        let found = draft(page);
        let outlet = found.given.outlet.unwrap();
        assert_eq!((outlet.name.as_str(), outlet.url.as_deref()), ("gull.example", Some("https://www.gull.example/a")));
        assert_eq!(found.given.published, None);
        assert!(found.notices.iter().any(|n| n.kind == NoticeKind::BadField && n.hint.contains("last week")));
        let once = draft("<time datetime='2024-05-06T10:11Z'>x</time>");
        assert_eq!(once.given.published.map(|p| p.to_string()).as_deref(), Some("2024-05-06T10:11:00"));
        let unsafe_link = draft("<link rel=canonical href='javascript:alert(1)'><p>a");
        assert_eq!(unsafe_link.given.outlet, None);
    }

    #[test]
    fn the_sites_name_is_no_headline() {
        for (title, site, expected) in [
            ("River floods town | The Gull", "The Gull", "River floods town"),
            ("River - and lake - floods town - The Gull", "the gull", "River - and lake - floods town"),
            ("River floods town – again", "The Gull", "River floods town – again"),
            ("River floods a town by the sea | Gull News", "", "River floods a town by the sea"),
            ("Home | About us", "", "Home | About us"),
        ] {
            assert_eq!(without_site(title, site), expected);
        }
        let page = format!("<title>Flood - Gull</title><meta property=og:site_name content=Gull><h1>GULL</h1>{STORY}");
        assert_eq!(draft(&page).given.headline.as_deref(), Some("Flood"));
        // Of several headings none is the headline unless a title says so.
        let several = format!("<title>Second head</title><h1>First head</h1>{STORY}<p>x<p>y<h1>Second head</h1>z");
        let found = draft(&several);
        assert_eq!(found.given.headline.as_deref(), Some("Second head"));
        assert_eq!(found.text, format!("Second head\n\nFirst head\n\n{TOLD}\n\nx\n\ny\n\nz"));
    }

    #[test]
    fn a_page_without_words_says_what_to_do() {
        for page in ["", "<html><body><div id=root></div><script>x()</script>", "<p>…</p>", "<p hidden>x"] {
            let Found::Trouble(trouble) = read(page, "a") else { panic!("{page}") };
            assert!(trouble.message.contains("expected") && trouble.message.contains("found"), "{trouble:?}");
            assert!(trouble.hint.contains("paste"), "{trouble:?}");
        }
    }

    #[test]
    fn parts_of_pages_are_text() {
        // All of it, and which lines are beside the story.
        let check = |part: &str, expected: &str, beside: &[&str]| {
            let mut notices = Vec::new();
            let text = text_of(part, &mut notices);
            let found: Vec<&str> = notices.iter().map(|n| n.span.of(&text)).collect();
            assert_eq!((text.as_str(), &found[..]), (expected, beside), "{part}");
        };
        check("Plain &amp; <b>bold</b><br><p>New</p>All of it.", "Plain & bold\n\nNew\n\nAll of it.", &[]);
        check("<aside>a</aside>", "a", &[]);
        check("<aside>a</aside><a href=x>b</a>", "a\n\nb", &["a"]);
        check("<p>Rain.</p><article><p>It fell for days.</article>", "Rain.\n\nIt fell for days.", &[]);
        check("<header>Rain.</header><nav>b</nav>c<footer>d</footer>", "Rain.\n\nb\n\nc\n\nd", &["b", "d"]);
        check(
            "<figure><figcaption>A river.</figcaption></figure><p>Rain<ul><li>a<li>b</ul><blockquote><p>c</blockquote>",
            "A river.\n\nRain\n\n- a\n- b\n\nc",
            &["A river."],
        );
        check(
            "<p>It rained.</p> <a href=x>Continue reading...</a>",
            "It rained.\n\nContinue reading...",
            &["Continue reading..."],
        );
        let linked = "<p>a <a href=x>b</a> <a href=x>c</a></p><p>The post <a href=x>Rain</a> appeared first on <a href=x>Gull</a>.</p>";
        let last = "The post Rain appeared first on Gull.";
        check(linked, &format!("a b c\n\n{last}"), &[last]);
        check("<a href=x>All is a link.</a>", "All is a link.", &[]);
        // A whole page gives its story.
        let whole = format!("<html><body><nav>Menu</nav><article>{STORY}</article>");
        let mut notices = Vec::new();
        assert_eq!((text_of(&whole, &mut notices), notices.len()), (TOLD.to_owned(), 1));
        assert_eq!(headed("B a\nc", "b  A"), "B a\nc");
        assert_eq!(headed("c", "b"), "b\n\nc");
    }

    /// The strings of a file of `../shared/badinput`, or a line that tells that the test is skipped.
    pub(crate) fn bad_strings(path: &str) -> Vec<String> {
        let path = format!("{}/../../../shared/badinput/{path}", env!("CARGO_MANIFEST_DIR"));
        let Ok(file) = std::fs::read_to_string(&path) else {
            eprintln!("skipped: {path} is not here");
            return Vec::new();
        };
        let list: Vec<Value> = serde_json::from_str(&file).unwrap();
        assert!(list.len() > 200);
        list.iter().map(|v| v.as_str().or(v["payload"].as_str()).unwrap_or("").to_owned()).collect()
    }

    #[test]
    fn strings_that_broke_other_programs_are_shown_as_they_are() {
        for text in bad_strings("blns/blns.json").into_iter().chain(bad_strings("dompurify/expect.json")) {
            let written = text.replace('&', "&amp;").replace('<', "&lt;").replace('\r', "\n");
            let page = format!(
                "<title>{written}</title><meta property='og:title' content='{}'><h1>{written}</h1><p>{written}</p>",
                written.replace('\'', "&#39;")
            );
            match read(&page, "a") {
                Found::Draft(draft) => {
                    let (shown, given) = (in_one_line(&draft.text.replace('\0', "")), in_one_line(&text));
                    assert!(shown.contains(&in_one_line(&given.replace('\0', ""))), "{text:?}: {shown:?}");
                }
                Found::Trouble(_) => assert!(!text.chars().any(char::is_alphanumeric), "{text:?}"),
            }
            // As a page itself it gives what it shows, and does nothing.
            let _ = read(&text, "a");
        }
    }

    #[test]
    fn programs_and_addresses_of_a_page_are_left_behind() {
        let page = "<!doctype html><title>t</title><script>window.x=1</script><img src=x onerror=\"window.x=2\">\
            <svg onload='window.x=3'></svg><iframe srcdoc='<script>x</script>'></iframe><a href='javascript:x'>link</a>\
            <style>@import url(http://x/leak)</style><link rel=prefetch href=http://x/leak>\
            <meta http-equiv=refresh content='0;url=http://x/leak'><p>Talks were held.</p>";
        let found = draft(page);
        assert_eq!((found.text.as_str(), found.given.outlet), ("t\n\nlink\n\nTalks were held.", None));
    }

    const PIECES: [&str; 44] = [
        "a",
        "b c",
        " ",
        "\n",
        "é",
        "\0",
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<ul><li>",
        "</ul>",
        "<a href=x>",
        "<a>",
        "</a>",
        "<i>",
        "</i>",
        "<article>",
        "</article>",
        "<main>",
        "<nav>",
        "</nav>",
        "<td>",
        "<tr>",
        "<table>",
        "</table>",
        "<svg>",
        "</svg>",
        "<h1>",
        "</h1>",
        "<br>",
        "<span hidden>",
        "</span>",
        "<script>",
        "</script>",
        "<title>",
        "</title>",
        "<pre>",
        "</pre>",
        "<!--",
        "-->",
        "&amp;",
        "<time datetime='2024-05-06'>",
        "<meta property='og:title' content='a b'>",
    ];

    proptest! {
        #[test]
        fn no_page_does_harm(
            pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..60), other in any::<String>()
        ) {
            let page = pieces.concat();
            for page in [page.clone(), format!("{page}{other}"), other] {
                if let Found::Draft(draft) = read(&page, "a") {
                    prop_assert!(draft.text.chars().any(char::is_alphanumeric));
                    prop_assert!(draft.text.lines().all(|l| l.is_empty() || !l.trim().is_empty()));
                }
            }
        }

        #[test]
        fn words_without_signs_are_all_there(words in proptest::collection::vec("[A-Za-zäß0-9“”.,!?%€]{1,9}", 1..40)) {
            let text = words.join(" ");
            prop_assume!(text.chars().any(char::is_alphanumeric));
            prop_assert_eq!(&draft(&text).text, &text);
            prop_assert_eq!(&draft(&format!("<p>{}</p>", words.join("</p>\n<p>"))).text, &words.join("\n\n"));
        }
    }

    #[test]
    fn time_grows_as_the_page_does() {
        let mut bombs: Vec<String> = [
            "<ul><li>",
            "<div>",
            "<a>",
            "<i>",
            "</x>",
            "<p hidden>",
            "<h1>a",
            "<p>a<br>",
            "<svg>",
            "<time datetime='2024-05-06'>",
            "<article>a",
            "<a href=x>a</a>",
            "<p class='a b c d e f g h'>",
            "<script>",
            "<script type='application/ld+json'>[",
            "<p ",
            "&",
            "<td>a",
            "<a href=x>a<p>",
            "<title>a</title>",
        ]
        .map(String::from)
        .to_vec();
        bombs.push(format!("{}x{}", "<div>".repeat(2_000), "</div>".repeat(2_000)));
        bombs.push(format!("{}{}{}", "<a>".repeat(500), "<i>".repeat(500), "</a>".repeat(500)));
        for bomb in bombs {
            assert_linear(&bomb, |page| {
                let _ = read(page, "a");
            });
        }
    }

    /// How long this thread has had a processor. Others work on this machine too: the clock on the wall says little.
    fn busy() -> Duration {
        let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
        let told = told.split(' ').next().and_then(|n| n.parse().ok()).map(Duration::from_nanos);
        told.unwrap_or_else(|| std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap())
    }

    /// Checks that the time for 512 KB, 1 and 2 MB of `piece` grows as their size, and that 512 KB take less than a
    /// second.
    pub(crate) fn assert_linear(piece: &str, read: impl Fn(&str)) {
        let time = |bytes: usize| {
            let text = piece.repeat(bytes / piece.len() + 1) + "x";
            let start = busy();
            read(&text);
            busy().saturating_sub(start)
        };
        let times = (0..3).map(|_| [1 << 19, 1 << 20, 1 << 21].map(time));
        let well =
            times.inspect(|t| eprintln!("{:<20.20} {t:.0?}", piece.replace('\n', "↵"))).any(|[one, two, four]| {
                let slack = Duration::from_millis(20);
                one.as_millis() < 1_000 && two < one * 4 + slack && four < two * 4 + slack
            });
        assert!(well, "{piece:.40}");
    }
}
