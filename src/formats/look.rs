//! What a file is taken for, what the user says it is, and what could not be read in it.
use corpus::packed;

/// How bytes become text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without its mark.
    #[default]
    Utf8,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// Windows-1252, of which Latin-1 and ASCII are parts.
    Windows1252,
}

impl Encoding {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Windows1252];

    /// Its name, as shown.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 (little-endian)",
            Self::Utf16Be => "UTF-16 (big-endian)",
            Self::Windows1252 => "windows-1252",
        }
    }
}

/// How text is laid out in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// One article as it stands.
    #[default]
    Text,
    /// One article with Markdown's signs.
    Markdown,
    /// One article as a web page.
    Html,
    /// A record, a list of records, a JSON Feed, IPTC ninjs, or a corpus that was saved here.
    Json,
    /// A record a line.
    JsonLines,
    /// A record a row.
    Table,
    /// RSS or Atom.
    Feed,
    /// An archive of files of the other formats.
    Zip,
}

impl Format {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 8] =
        [Self::Text, Self::Markdown, Self::Html, Self::Json, Self::JsonLines, Self::Table, Self::Feed, Self::Zip];

    /// Its name, as shown.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "plain text",
            Self::Markdown => "Markdown",
            Self::Html => "web page",
            Self::Json => "JSON",
            Self::JsonLines => "JSON Lines",
            Self::Table => "table (CSV)",
            Self::Feed => "feed (RSS, Atom)",
            Self::Zip => "ZIP archive",
        }
    }
}

/// Which columns of a table hold what: indexes from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The byte between cells: `,`, `;`, a tab or `|`.
    pub separator: u8,
    /// Whether the first row names the columns.
    pub header: bool,
    /// The article's text; without it no article can be read.
    pub text: Option<u32>,
    /// Its headline.
    pub headline: Option<u32>,
    /// Who published it.
    pub outlet: Option<u32>,
    /// When.
    pub published: Option<u32>,
    /// Its name.
    pub id: Option<u32>,
    /// Its address on the web.
    pub address: Option<u32>,
}

/// What the user says about a file; what is `None` is for the reader to find out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Its format.
    pub format: Option<Format>,
    /// Its encoding.
    pub encoding: Option<Encoding>,
    /// What the columns of a table hold.
    pub columns: Option<Columns>,
}

/// What a file is taken for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Its format.
    pub format: Format,
    /// Its encoding.
    pub encoding: Encoding,
    /// What its columns are taken for, where it is a table.
    pub columns: Option<Columns>,
    /// The first rows of a table, the names of its columns first; at most five rows, long cells cut.
    pub rows: Vec<Vec<String>>,
    /// What the user should know of the file as a whole, in sentences: how the encoding was told, that it looks
    /// mis-decoded, that it is a list without texts.
    pub remarks: Vec<String>,
}

/// What could not be read: where, what was expected and what was found, what to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trouble {
    /// The file inside an archive; empty where there is none.
    pub within: String,
    /// Line, from 1; 0 where the whole file is meant.
    pub line: u32,
    /// Column in characters, from 1; 0 where it is not known.
    pub column: u32,
    /// What was expected and what was found.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl Trouble {
    /// A trouble of the whole file.
    pub(crate) fn of_file(message: impl Into<String>, hint: &str) -> Self {
        Self { message: message.into(), hint: hint.to_owned(), ..Self::default() }
    }
}

impl From<corpus::ReadError> for Trouble {
    fn from(error: corpus::ReadError) -> Self {
        let number = |n| u32::try_from(n).unwrap_or(u32::MAX);
        let (line, column) = (number(error.line), number(error.column));
        Self { within: String::new(), line, column, message: error.message, hint: error.hint }
    }
}

packed!(enum Encoding { 0 => Utf8, 1 => Utf16Le, 2 => Utf16Be, 3 => Windows1252 });
packed!(enum Format {
    0 => Text, 1 => Markdown, 2 => Html, 3 => Json, 4 => JsonLines, 5 => Table, 6 => Feed, 7 => Zip,
});
packed!(Columns { separator, header, text, headline, outlet, published, id, address });
packed!(Choice { format, encoding, columns });
packed!(Look { format, encoding, columns, rows, remarks });
packed!(Trouble { within, line, column, message, hint });
