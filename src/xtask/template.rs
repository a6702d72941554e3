//! Reads `index.html`, the one template of all products: which styles and which script it names, and in what order.
//!
//! It reads this project's own template, line by line, one tag a line; it is no reader of HTML.
use crate::process::{Outcome, fail};

/// One line of the template.
#[derive(Debug, PartialEq)]
pub(crate) enum Line<'a> {
    /// A line that every product carries as it is.
    Plain(&'a str),
    /// The line that says how bytes become letters; what depends on the product follows it.
    Charset(&'a str),
    /// A stylesheet, by its path.
    Style(&'a str),
    /// The place of the program.
    Program,
    /// The script that starts it, by its path.
    Boot(&'a str),
    /// The place of the first view's text.
    Text,
    /// The end of the page.
    BodyEnd(&'a str),
}

/// The lines of the template, each with its meaning.
pub(crate) fn lines(template: &str) -> Outcome<Vec<Line<'_>>> {
    let lines: Vec<Line> = template.lines().map(read_line).collect::<Outcome<_>>()?;
    let count = |wanted: fn(&Line) -> bool| lines.iter().filter(|line| wanted(line)).count();
    let needed = [
        ("<meta charset", count(|line| matches!(line, Line::Charset(_)))),
        ("<link data-trunk rel=\"rust\"", count(|line| matches!(line, Line::Program))),
        ("<script data-trunk", count(|line| matches!(line, Line::Boot(_)))),
        ("<div id=\"static\">", count(|line| matches!(line, Line::Text))),
        ("</body>", count(|line| matches!(line, Line::BodyEnd(_)))),
    ];
    match needed.iter().find(|(_, count)| *count != 1) {
        Some((tag, count)) => fail(format!("index.html has {count} lines with {tag}, expected one")),
        None => Ok(lines),
    }
}

fn read_line(line: &str) -> Outcome<Line<'_>> {
    if line.starts_with("<meta charset") {
        return Ok(Line::Charset(line));
    }
    if line.starts_with("<div id=\"static\">") {
        return Ok(Line::Text);
    }
    if line.starts_with("</body>") {
        return Ok(Line::BodyEnd(line));
    }
    if !line.contains("data-trunk") {
        return Ok(Line::Plain(line));
    }
    match (attribute(line, "rel"), attribute(line, "href"), attribute(line, "src")) {
        (Some("css"), Some(path), _) => Ok(Line::Style(path)),
        (Some("rust"), Some(_), _) => Ok(Line::Program),
        (None, None, Some(path)) => Ok(Line::Boot(path)),
        _ => fail(format!("index.html: expected a style, the program or the script, found {line:?}")),
    }
}

/// The value of an attribute in a tag, where it is written with straight quotation marks.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// A stylesheet without its comments and its line breaks; strings stay as they are.
pub(crate) fn slim_style(style: &str) -> String {
    let mut slim = String::with_capacity(style.len());
    let mut letters = style.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' | '\'' => {
                slim.push(letter);
                let mut escaped = false;
                for inner in letters.by_ref() {
                    slim.push(inner);
                    if inner == letter && !escaped {
                        break;
                    }
                    escaped = inner == '\\' && !escaped;
                }
            }
            '/' if letters.peek() == Some(&'*') => {
                letters.next();
                let mut before = ' ';
                for inner in letters.by_ref() {
                    if before == '*' && inner == '/' {
                        break;
                    }
                    before = inner;
                }
            }
            space if space.is_ascii_whitespace() => {
                if !slim.is_empty() && !slim.ends_with([' ', '{', '}', ';', ',']) {
                    slim.push(' ');
                }
            }
            other => {
                if matches!(other, '{' | '}' | ';') && slim.ends_with(' ') {
                    slim.pop();
                }
                slim.push(other);
            }
        }
    }
    slim.truncate(slim.trim_end().len());
    slim
}

/// A script without the space before its lines and without those that are only a `//` comment. One that has a string
/// over several lines stays as it is.
pub(crate) fn slim_script(script: &str) -> String {
    if script.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return script.to_owned();
    }
    let mut slim = String::with_capacity(script.len());
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")) {
        slim.push_str(line);
        slim.push('\n');
    }
    slim
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_each_kind_of_line() {
        let check = |line: &str, expected: Line| assert_eq!(read_line(line).ok(), Some(expected), "{line}");
        check("<p>data</p>", Line::Plain("<p>data</p>"));
        check("<link data-trunk rel=\"css\" href=\"styles/a.css\">", Line::Style("styles/a.css"));
        check("<link data-trunk rel=\"rust\" href=\"src/app/Cargo.toml\">", Line::Program);
        check("<script data-trunk src=\"src/app/boot.js\"></script>", Line::Boot("src/app/boot.js"));
        check("<div id=\"static\"></div>", Line::Text);
        assert!(read_line("<link data-trunk rel=\"icon\">").is_err());
    }

    #[test]
    fn a_template_without_the_program_is_refused() {
        let Err(failure) = lines("<meta charset=\"utf-8\">\n</body>") else { panic!("accepted") };
        assert!(failure.0.contains("rel=\"rust\""), "{}", failure.0);
    }

    #[test]
    fn styles_lose_comments_and_breaks_only() {
        let check = |style: &str, expected: &str| assert_eq!(slim_style(style), expected, "{style}");
        check("/* why */ a  {\n  color: red;\n}\n\nb c { }", "a{color: red;}b c{}");
        check("a::before { content: \"/* no */  \\\"\" }", "a::before{content: \"/* no */  \\\"\"}");
        check("a { width: calc(1px + 2px) } /* open", "a{width: calc(1px + 2px)}");
        check("@media (width > 1px) and (hover) { a { b: c } }", "@media (width > 1px) and (hover){a{b: c}}");
    }

    #[test]
    fn scripts_lose_comments_and_indentation_only() {
        let check = |script: &str, expected: &str| assert_eq!(slim_script(script), expected, "{script}");
        check("// why\nlet a = {\n  b: \"// no\",\n};\n\nf() // g\n", "let a = {\nb: \"// no\",\n};\nf() // g\n");
        check("a(`b\n  c`)", "a(`b\n  c`)");
        check("a(`b`)", "a(`b`)\n");
    }
}
