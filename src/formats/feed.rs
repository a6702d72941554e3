//! The entries of an RSS or Atom feed.
//!
//! An entry's text is all that the feed holds of its content; what its markup has beside the story is set aside. A feed
//! that declares a document type is refused, so nothing is ever expanded or fetched. Prefixes are taken by their usual
//! names (`dc:date`, `content:encoded`).
use crate::xml::{Piece, Pieces, attribute, said};
use crate::{Found, Trouble, html};
use corpus::{Notice, NoticeKind, Span, draft_of_record, one_of};
use serde_json::{Map, Value};

/// Elements inside each other.
const DEPTH_MOST: usize = 256;
/// Bytes of a headline, a date, an address, a name; a longer one is left out.
const SHORT_MOST: usize = 4000;
/// Characters of a summary that may be all that a feed has of an article.
const TEASER_MOST: usize = 600;

/// The articles of a feed; `id` begins the name of an entry that has none of its own.
pub(crate) fn read(feed: &str, id: &str, found: &mut Vec<Found>) {
    let mut reading = Reading { feed, ..Reading::default() };
    let trouble = reading.walk();
    let title = reading.title.unwrap_or_default();
    let none = reading.entries.is_empty() && trouble.is_none();
    for (entry, number) in reading.entries.into_iter().zip(1..) {
        found.push(article(entry, &title, &format!("{id}-{number}")));
    }
    found.extend(trouble.map(Found::Trouble));
    if none {
        let message = "expected a feed (RSS, Atom) with entries, found none";
        found.push(Found::Trouble(Trouble::of_file(message, "save the articles themselves as text or web pages")));
    }
}

/// What an element is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    /// `rss`, `rdf:RDF`.
    Root,
    /// `channel`, `feed`.
    Feed,
    /// `item`, `entry`.
    Entry,
    /// Something that an entry or the feed says.
    Field(Role),
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Title,
    Link,
    Id,
    Published,
    Updated,
    Content,
    Summary,
    Outlet,
}

fn level(parent: Option<Level>, name: &str) -> Level {
    let role = match (parent, name) {
        (None, "rss" | "rdf:RDF" | "RDF") => return Level::Root,
        (None, "feed") | (Some(Level::Root), "channel") => return Level::Feed,
        (Some(Level::Root | Level::Feed), "item" | "entry") => return Level::Entry,
        (Some(Level::Feed | Level::Entry), "title") => Role::Title,
        (Some(Level::Entry), "link") => Role::Link,
        (Some(Level::Entry), "id" | "guid") => Role::Id,
        (Some(Level::Entry), "pubDate" | "published" | "issued" | "dc:date" | "dc:created") => Role::Published,
        (Some(Level::Entry), "updated" | "modified" | "dc:modified") => Role::Updated,
        (Some(Level::Entry), "content" | "content:encoded" | "xhtml:body") => Role::Content,
        (Some(Level::Entry), "description" | "summary") => Role::Summary,
        (Some(Level::Entry), "source" | "dc:publisher") => Role::Outlet,
        _ => return Level::Other,
    };
    Level::Field(role)
}

/// A field as far as it is read.
#[derive(Debug)]
struct Field {
    role: Role,
    /// How many elements are open with it.
    depth: usize,
    /// The byte after its tag.
    from: usize,
    /// Its text, without elements inside.
    text: String,
    /// Whether elements are inside.
    has_elements: bool,
    /// Whether its text is to be read as a web page's.
    is_markup: bool,
}

/// A text, and remarks on what in it is beside the story.
type Body = (String, Vec<Notice>);

/// What an entry says: its first line in the feed, and its fields.
#[derive(Debug, Default)]
struct Entry {
    line: u32,
    title: Option<String>,
    link: Option<String>,
    id: Option<String>,
    published: Option<String>,
    updated: Option<String>,
    content: Option<Body>,
    summary: Option<Body>,
    outlet: Option<String>,
}

#[derive(Debug, Default)]
struct Reading<'a> {
    feed: &'a str,
    is_atom: bool,
    title: Option<String>,
    open: Vec<Level>,
    field: Option<Field>,
    entry: Option<Entry>,
    entries: Vec<Entry>,
    /// A byte and how many lines ended before it.
    line: (usize, u32),
}

impl Reading<'_> {
    /// Reads to the end, or to what makes it impossible to go on.
    fn walk(&mut self) -> Option<Trouble> {
        let mut pieces = Pieces::new(self.feed);
        while let Some((at, piece)) = pieces.next() {
            let (message, hint) = match piece {
                Piece::Open(..) if self.open.len() >= DEPTH_MOST => {
                    let message = format!("expected elements at most {DEPTH_MOST} deep, found deeper ones");
                    (message, "this is no feed of articles: save the articles themselves")
                }
                Piece::Open(name, attributes) => {
                    self.start(name, attributes, at, pieces.at);
                    continue;
                }
                Piece::Close => {
                    self.end(at);
                    continue;
                }
                Piece::Text(text) => {
                    if let Some(field) = self.plain_field() {
                        said(text, &mut field.text);
                    }
                    continue;
                }
                Piece::Plain(text) => {
                    if let Some(field) = self.plain_field() {
                        field.text.push_str(text);
                    }
                    continue;
                }
                Piece::Declaration => {
                    let message = "expected a feed, found a declaration of a document type (DOCTYPE)".to_owned();
                    (message, "declarations are not read, since they can do harm: take it out if you trust the file")
                }
                Piece::Fault(message) => (message, "what comes before is read: correct the feed, or get it again"),
            };
            let line = self.line_of(at);
            return Some(Trouble { line, ..Trouble::of_file(message, hint) });
        }
        let open = pieces.open.last()?;
        let message = format!("expected the end of “{open}”, found the end of the file");
        let line = self.line_of(self.feed.len());
        Some(Trouble { line, ..Trouble::of_file(message, "the file is cut off: get it again") })
    }

    /// The line of a byte, from 1; each byte is counted once.
    fn line_of(&mut self, at: usize) -> u32 {
        let (from, lines) = self.line;
        let more = self.feed.as_bytes().get(from..at).unwrap_or_default();
        let more = more.iter().filter(|byte| **byte == b'\n').count();
        self.line = (at.max(from), lines.saturating_add(u32::try_from(more).unwrap_or(u32::MAX)));
        self.line.1.saturating_add(1)
    }

    fn start(&mut self, name: &str, attributes: &str, before: usize, after: usize) {
        let name = name.strip_prefix("atom:").unwrap_or(name);
        let level = level(self.open.last().copied(), name);
        self.open.push(level);
        self.is_atom |= self.open.len() == 1 && name == "feed";
        match (&mut self.field, level) {
            (Some(field), _) => field.has_elements = true,
            (None, Level::Entry) => self.entry = Some(Entry { line: self.line_of(before), ..Entry::default() }),
            (None, Level::Field(role)) => {
                let sort = attribute(attributes, "type").unwrap_or_default();
                let is_markup = !self.is_atom || sort.contains("html");
                let rel = attribute(attributes, "rel").unwrap_or_default();
                if let Some(entry) = self.entry.as_mut()
                    && role == Role::Link
                    && entry.link.is_none()
                    && one_of(&rel, " alternate")
                {
                    entry.link = attribute(attributes, "href");
                }
                let (depth, text) = (self.open.len(), String::new());
                self.field = Some(Field { role, depth, from: after, text, has_elements: false, is_markup });
            }
            _ => {}
        }
    }

    /// The field that is read, where no element was in it.
    fn plain_field(&mut self) -> Option<&mut Field> {
        self.field.as_mut().filter(|field| !field.has_elements)
    }

    /// An element ends, with its last tag at `at`.
    fn end(&mut self, at: usize) {
        if let Some(field) = self.field.take_if(|field| field.depth == self.open.len()) {
            self.close(field, at);
        }
        if self.open.pop() == Some(Level::Entry) && self.field.is_none() {
            self.entries.extend(self.entry.take());
        }
    }

    fn close(&mut self, field: Field, at: usize) {
        let Field { role, from, text, has_elements, is_markup, .. } = field;
        let is_text = matches!(role, Role::Content | Role::Summary);
        let mut beside = Vec::new();
        let said = if has_elements {
            // Elements inside are kept as they are written: they are read as a web page.
            let raw = self.feed.get(from..at).unwrap_or_default();
            if role == Role::Outlet { String::new() } else { html::text_of(raw, &mut beside) }
        } else if is_markup && (is_text || role == Role::Title) && text.contains(['<', '&']) {
            // A headline may be about a tag; then it is no markup.
            let said = html::text_of(&text, &mut beside);
            if said.trim().is_empty() && !is_text { text } else { said }
        } else {
            text
        };
        let said = said.trim();
        if said.is_empty() || !is_text && said.len() > SHORT_MOST {
            return;
        }
        let place = match (&mut self.entry, role) {
            (None, _) => &mut self.title,
            (Some(entry), Role::Content | Role::Summary) => {
                let place = if role == Role::Content { &mut entry.content } else { &mut entry.summary };
                place.get_or_insert_with(|| (said.to_owned(), beside));
                return;
            }
            (Some(entry), Role::Title) => &mut entry.title,
            (Some(entry), Role::Link) => &mut entry.link,
            (Some(entry), Role::Id) => &mut entry.id,
            (Some(entry), Role::Published) => &mut entry.published,
            (Some(entry), Role::Updated) => &mut entry.updated,
            (Some(entry), Role::Outlet) => &mut entry.outlet,
        };
        if place.is_none() {
            *place = Some(html::in_one_line(said));
        }
    }
}

/// The article of an entry.
fn article(entry: Entry, feed: &str, fallback: &str) -> Found {
    let is_summary = entry.content.is_none();
    let Some((body, mut beside)) = entry.content.or(entry.summary) else {
        let message = "expected an entry with a text, found none";
        let hint = "open the article itself and bring its text";
        return Found::Trouble(Trouble { line: entry.line, ..Trouble::of_file(message, hint) });
    };
    let teaser = body.chars().count();
    let is_cut = ["…", "...", "[…]", "[...]"].iter().any(|sign| body.ends_with(sign));
    let outlet = entry.outlet.or_else(|| (!feed.is_empty()).then(|| feed.to_owned()));
    let fields = [
        ("text", Some(body)),
        ("id", entry.id),
        ("headline", entry.title),
        ("outlet", outlet),
        ("url", entry.link),
        ("published", entry.published.or(entry.updated)),
    ];
    let mut record = Map::new();
    for (name, value) in fields {
        if let Some(value) = value {
            record.insert(name.to_owned(), Value::String(value));
        }
    }
    match draft_of_record(Value::Object(record), fallback) {
        Ok(mut draft) => {
            draft.notices.append(&mut beside);
            if is_summary && (teaser <= TEASER_MOST || is_cut) {
                draft.notices.push(only_a_teaser(teaser));
            }
            Found::Draft(Box::new(draft))
        }
        Err(error) => Found::Trouble(Trouble { line: entry.line, ..Trouble::from(error) }),
    }
}

fn only_a_teaser(characters: usize) -> Notice {
    let hint = format!(
        "Expected the article’s text in the feed, found a summary of {characters} characters: it is taken as the text. \
         Open the article and bring its text to compare all of it."
    );
    Notice { kind: NoticeKind::BadField, span: Span::default(), hint }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Draft;
    use proptest::prelude::*;

    fn all(feed: &str) -> (Vec<Draft>, Vec<Trouble>) {
        let (mut found, mut drafts, mut troubles) = (Vec::new(), Vec::new(), Vec::new());
        read(feed, "f", &mut found);
        for one in found {
            match one {
                Found::Draft(draft) => drafts.push(*draft),
                Found::Trouble(trouble) => troubles.push(trouble),
            }
        }
        assert!(!drafts.is_empty() || !troubles.is_empty());
        (drafts, troubles)
    }

    fn ok(feed: &str) -> Vec<Draft> {
        let (drafts, troubles) = all(feed);
        assert!(troubles.is_empty(), "{troubles:?}");
        drafts
    }

    fn refused(feed: &str, line: u32, why: &str) {
        let (drafts, troubles) = all(feed);
        assert!(drafts.is_empty() && troubles.len() == 1, "{troubles:?}");
        assert!(troubles[0].line == line && troubles[0].message.contains(why), "{troubles:?}");
    }

    /// Day, outlet, address.
    fn given(draft: &Draft) -> [String; 3] {
        let outlet = draft.given.outlet.as_ref();
        [
            draft.given.published.map_or_else(String::new, |p| p.to_string()),
            outlet.map_or_else(String::new, |o| o.name.clone()),
            outlet.and_then(|o| o.url.clone()).unwrap_or_default(),
        ]
    }

    const RSS: &str = "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" xmlns:content=\"c\"><channel>\n\
        <image><title>No</title></image><title>The &amp; Gull</title><link>https://g.example</link>\n\
        <item><title> Floods\n &#8217; rise</title><link>https://g.example/1?a=1&amp;b=2</link><guid>n1</guid>\n\
        <pubDate>Mon, 24 Nov 2025 10:15:00 +0100</pubDate><description>Short.</description>\n\
        <content:encoded>It rained.\n\nIt stopped.</content:encoded></item>\n\
        <item><title>Snow</title><description>Snow fell, AT&T said.</description>\n\
        <source url=\"x\">The Crow</source><dc:date>2025-11-23T08:00:00Z</dc:date></item>\n";

    #[test]
    fn rss_is_read() {
        let [flood, snow] = &ok(&format!("{RSS}</channel></rss>"))[..] else { panic!() };
        assert_eq!((flood.id.as_str(), flood.text.as_str()), ("n1", "It rained.\n\nIt stopped."));
        assert_eq!(given(flood), ["2025-11-24T10:15:00", "The & Gull", "https://g.example/1?a=1&b=2"]);
        assert_eq!((flood.given.headline.as_deref(), flood.notices.len()), (Some("Floods ’ rise"), 0));
        assert_eq!(
            (snow.id.as_str(), given(snow)),
            ("f-2", ["2025-11-23T08:00:00", "The Crow", ""].map(str::to_owned))
        );
        assert!(snow.text.contains("AT&T") && snow.notices[0].hint.contains("a summary of 21 characters"));
        let old = "<rdf:RDF><channel><title>Gull</title></channel><image><title>No</title></image>\
                   <item><title>a</title><description>b</description><dc:date>2025-11-23</dc:date></item></rdf:RDF>";
        assert_eq!(given(&ok(old)[0]), ["2025-11-23", "Gull", ""]);
    }

    #[test]
    fn atom_is_read() {
        let feed = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title>t</title><id>1</id>\
                    <updated>2025-11-24T00:00:00Z</updated><link rel=\"self\" href=\"https://no.example\"/>\
                    <link href=\"https://g.example/1?a=1&amp;b=2\"/><content type=\"text\">a &lt; b</content>\
                    <published>2025-11-23T00:00:00Z</published></entry><title>Gull</title></feed>";
        let [entry] = &ok(feed)[..] else { panic!() };
        assert_eq!((entry.id.as_str(), entry.text.as_str()), ("1", "a < b"));
        assert_eq!(given(entry), ["2025-11-23T00:00:00", "Gull", "https://g.example/1?a=1&b=2"]);
        let inside = feed.replace("type=\"text\">a &lt; b", "type=\"xhtml\"><div><p>Rain</p></div>");
        assert!(ok(&inside)[0].text.contains("Rain"));
    }

    #[test]
    fn all_of_a_content_is_text() {
        let blog = "<![CDATA[<p>Floods.</p><figure class=\"wp-block-image\"><img src=\"a.jpg\"/><figcaption>The river on \
            Sunday</figcaption></figure><article><p>The river rose for days, and the town below it was left.</p></article>\
            <h2>What they said</h2><ul><li>“We left.”</li><li>“We stayed.”</li></ul><blockquote><p>“Nobody knew,” said \
            Anna Berg.</p></blockquote><div class=\"subscription-widget\"><p>Thanks for reading.</p></div><p>The post \
            <a href=\"https://g.example/1\">Floods rise</a> appeared first on <a href=\"https://g.example\">Gull</a>.</p>]]>";
        let feed = RSS.replace("It rained.\n\nIt stopped.", blog);
        let draft = ok(&format!("{feed}</channel></rss>")).swap_remove(0).with_headline_first();
        let article = draft.read();
        let told: Vec<(&str, &str)> =
            article.blocks.iter().map(|b| (b.kind.name(), b.span.of(&article.text))).collect();
        let expected = [
            ("headline", "Floods ’ rise"),
            ("paragraph", "Floods."),
            ("footer", "The river on Sunday"),
            ("paragraph", "The river rose for days, and the town below it was left."),
            ("heading", "What they said"),
            ("list_item", "- “We left.”"),
            ("list_item", "- “We stayed.”"),
            ("paragraph", "“Nobody knew,” said Anna Berg."),
            ("footer", "Thanks for reading."),
            ("footer", "The post Floods rise appeared first on Gull."),
        ];
        assert_eq!(told, expected);
        let aside: Vec<&Notice> = article.notices.iter().filter(|n| n.kind == NoticeKind::SetAside).collect();
        assert!(aside.len() == 3 && aside.iter().all(|n| n.hint.contains("the file has it")), "{aside:?}");
    }

    #[test]
    fn a_summary_that_breaks_off_is_told() {
        let long = "It rained on the hills for many days. ".repeat(30);
        let cut = format!("&lt;p&gt;{long}&lt;/p&gt; &lt;a href=\"x\"&gt;Continue reading...&lt;/a&gt;");
        let read =
            |summary: &str| ok(&format!("{}</channel></rss>", RSS.replace("Snow fell, AT&T said.", summary))).remove(1);
        assert!(read(&cut).notices.iter().any(|n| n.hint.contains("found a summary")));
        assert!(read(&long).notices.is_empty());
    }

    #[test]
    fn dates_of_feeds_are_read() {
        for (date, day) in [
            ("Mon, 24 Nov 2025 10:15:00 GMT", "2025-11-24T10:15:00"),
            ("24 Nov 2025 10:15 -0500", "2025-11-24T10:15:00"),
            ("Sun, 23 Nov 2025 09:00:09 AEST", "2025-11-23T09:00:09"),
            ("2025-11-24T00:11:00.5+01:00", "2025-11-24T00:11:00"),
        ] {
            let feed = RSS.replace("Mon, 24 Nov 2025 10:15:00 +0100", date);
            assert_eq!(given(&ok(&format!("{feed}</channel></rss>"))[0])[0], day, "{date}");
        }
    }

    #[test]
    fn the_bad_inputs() {
        let laughs = "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>\
                      <rss><channel><title>&b;</title></channel></rss>";
        refused(laughs, 1, "DOCTYPE");
        let outside = "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss version=\"2.0\">\
                       <channel><title>&x;</title><item><title>t</title></item></channel></rss>";
        refused(outside, 1, "DOCTYPE");
        refused(&format!("{}{}", "<a>".repeat(50_000), "</a>".repeat(50_000)), 1, "at most 256 deep");
        let markup = "<rss version=\"2.0\"><channel><title>c</title><item>\
                      <title>&lt;img src=x onerror=window.__xss=7&gt;</title><link>javascript:window.__xss=8</link>\
                      <description><![CDATA[<script>window.__xss=9</script>Talks were held on Sunday.]]></description>\
                      <pubDate>garbage</pubDate></item></channel></rss>";
        let [entry] = &ok(markup)[..] else { panic!() };
        assert!(entry.text.contains("Talks were held on Sunday."));
        assert_eq!(given(entry), ["", "c", ""]);
        assert!(entry.notices.iter().any(|n| n.hint.contains("found “garbage”")));
        let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>x</title><entry><title>t</title><id>1</id>\
                    <updated>2025-11-24T00:00:00Z</updated>\
                    <content type=\"html\">&lt;p&gt;Talks were held.&lt;/p&gt;</content></entry></feed>";
        assert!(ok(atom)[0].text.contains("Talks were held."));
    }

    #[test]
    fn what_comes_before_a_fault_is_kept() {
        let broken = |rest: &str, line: u32, why: &str| {
            let (drafts, troubles) = all(&format!("{RSS}{rest}"));
            assert!(drafts.len() == 2 && troubles.len() == 1, "{rest}");
            assert!(troubles[0].line == line && troubles[0].message.contains(why), "{rest}: {troubles:?}");
        };
        broken("", 12, "the end of the file");
        broken("<item><title>Cut</title><description>it", 12, "the end of the file");
        broken("\n<item><title>a</wrong></item>", 13, "expected the end of “title”, found that of “wrong”");
        broken("\n<item><title>a</title></item></channel></rss>", 13, "an entry with a text");
        refused("<opml><body/></opml>", 0, "expected a feed");
        refused("", 0, "expected a feed");
        refused("\n\n<rss", 3, "expected the end of a tag");
    }

    #[test]
    fn time_is_linear() {
        for piece in
            ["<a b='c'/>", "&x;", "<item><title>a</title></item>", "<!-- - -->", "<![CDATA[]]>", "<item>", "&#1;"]
        {
            all(&format!("<rss><channel>{}", piece.repeat(400_000 / piece.len())));
        }
        all(&format!("<rss><channel><item><link {}/></item>", "a='b' ".repeat(60_000)));
        all(&format!("<rss><channel><item><content>{}", "<p>x</p>".repeat(60_000)));
    }

    proptest! {
        #[test]
        fn any_text_is_read(feed in ".{0,200}", tail in "[<>/a&;!'\"=\\[\\]x -]{0,60}") {
            all(&feed);
            all(&format!("{RSS}<item><description>{tail}"));
            all(&format!("<feed><entry><content type='xhtml'><b>{tail}</b></content></entry></feed>"));
        }
    }
}
