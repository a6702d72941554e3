//! The files of the last import: what each was taken for, how far it is, what was found in it or why not; and saying
//! otherwise: another format, another encoding, other columns.
use crate::Context;
use crate::address::{Address, Read};
use crate::effects;
use crate::markup::html;
use crate::parts::evidence::count;
use crate::views::corpus::{articles, tell};
use crate::views::corpus_bring::PASTED;
use formats::{Choice, Columns, Encoding, Format, Trouble};
use library::bringing::{FileRow, FileState, Progress};
use std::rc::Rc;
use yew::prelude::*;

/// What a column can hold: its name, and where it stands in [`Columns`].
const ROLES: [&str; 6] = ["text", "headline", "outlet", "date", "id", "address"];
/// The bytes that part cells, and their names.
const SEPARATORS: [(u8, &str); 4] = [(b',', "comma"), (b';', "semicolon"), (b'\t', "tab"), (b'|', "bar |")];

/// The files of the import that is running or was the last.
pub(crate) fn files(context: &Context) -> Html {
    let Some(progress) = context.state.gathering.clone() else { return html! {} };
    let rest = (progress.files_total as usize).saturating_sub(progress.files.len());
    let row = |(number, row): &(u32, FileRow)| {
        let (context, number, row) = (context.clone(), *number, Rc::new(row.clone()));
        // Of another file of the same number nothing is kept.
        let key = format!("{} {number} {}", progress.bytes_total, row.name);
        yew::html! { <OneFile {key} {context} {number} {row} busy={!progress.done} /> }
    };
    let rows: Html = progress.files.iter().map(row).collect();
    html! {
        <section class="files" aria-labelledby="files-title">
            <h2 id="files-title" tabindex="-1">{ "The files of the last import" }</h2>
            <p class="small">{ told(&progress) }</p>
            <ol>{ rows }</ol>
            if rest > 0 { <p>{ format!("And {rest} more without trouble.") }</p> }
        </section>
    }
}

/// The whole in a line.
fn told(progress: &Progress) -> String {
    let mut told = format!(
        "{}, {}",
        count(progress.files_total as usize, "file", "files"),
        effects::megabytes(progress.bytes_total)
    );
    let mut add = |n: u32, words: &str| {
        if n > 0 {
            told.extend([", ", &n.to_string(), words]);
        }
    };
    add(progress.found, " found");
    add(progress.same, " left out as they are there already");
    add(progress.troubles, " not read");
    told.push('.');
    told
}

/// Props of [`OneFile`].
#[derive(Properties, PartialEq)]
struct Props {
    /// The page.
    context: Context,
    /// Its number in the import.
    number: u32,
    /// How it went.
    row: Rc<FileRow>,
    /// Whether files are being read.
    busy: bool,
}

/// A file.
#[component]
fn OneFile(props: &Props) -> Html {
    let (row, number) = (&props.row, props.number);
    // What the user said so far, and what is being said of the columns.
    let choice = use_state(Choice::default);
    let columns = use_state(|| None::<Columns>);
    let reread = {
        let (context, choice) = (props.context.clone(), choice.clone());
        move |next: Choice| {
            tell(&context, |line| line.reread(number, &next));
            choice.set(next);
        }
    };
    let formatted = {
        let (reread, choice) = (reread.clone(), choice.clone());
        Callback::from(move |event: Event| {
            let name = effects::chosen(&event);
            let format = Format::ALL.into_iter().find(|f| f.name() == name);
            reread(Choice { format, columns: None, ..(*choice).clone() });
        })
    };
    let encoded = {
        let (reread, choice) = (reread.clone(), choice.clone());
        Callback::from(move |event: Event| {
            let name = effects::chosen(&event);
            let encoding = Encoding::ALL.into_iter().find(|e| e.name() == name);
            reread(Choice { encoding, ..(*choice).clone() });
        })
    };
    let look = &row.look;
    let formats = Format::ALL.map(|f| option(f.name(), f.name(), f == look.format));
    let encodings = Encoding::ALL.map(|e| option(e.name(), e.name(), e == look.encoding));
    let archive = look.format == Format::Zip;
    let seen = look.columns.as_ref();
    let mapping = seen.map(|seen| {
        let now = columns.as_ref().unwrap_or(seen).clone();
        let unfolded = seen.text.is_none() || columns.is_some() || !left_out(seen, row).is_empty();
        let changed = {
            let columns = columns.clone();
            Callback::from(move |next: Columns| columns.set(Some(next)))
        };
        let done = {
            let (now, columns, choice) = (now.clone(), columns.clone(), choice.clone());
            Callback::from(move |event: SubmitEvent| {
                event.prevent_default();
                reread(Choice { format: Some(Format::Table), columns: Some(now.clone()), ..(*choice).clone() });
                columns.set(None);
            })
        };
        mapping(&now, row, (unfolded, props.busy || now == *seen), changed, done)
    });
    // What a pasted text is was said when it was pasted.
    let pasted = row.name.strip_prefix(PASTED).map(|number| format!("Pasted {}", number.trim_end_matches(".json")));
    let known = row.state != FileState::Waiting && pasted.is_none();
    html! {
        <li>
            <p class="file-name"><bdi>{ pasted.as_ref().unwrap_or(&row.name) }</bdi>{ " " }<span class="small">{ effects::megabytes(row.size) }</span></p>
            { state(row) }
            if known {
                <p class="taken">
                    <label>{ "Format " }<select onchange={formatted} disabled={props.busy} aria-label={format!("Format of {}", row.name)}>{ for formats }</select></label>
                    if !archive { <label>{ "Encoding " }<select onchange={encoded} disabled={props.busy} aria-label={format!("Encoding of {}", row.name)}>{ for encodings }</select></label> }
                </p>
            }
            { for look.remarks.iter().map(|r| html! { <p class="small">{ r }</p> }) }
            { same(row) }
            { troubles(row) }
            if let Some(mapping) = mapping { { mapping } }
        </li>
    }
}

fn option(value: &str, label: &'static str, selected: bool) -> Html {
    html! { <option value={value.to_owned()} {selected}>{ label }</option> }
}

/// How far it is and what was found.
fn state(row: &FileRow) -> Html {
    let found = articles(row.found);
    let words = match row.state {
        FileState::Waiting => "waiting".to_owned(),
        FileState::Reading => format!("{found} so far"),
        FileState::Done => found,
        FileState::Refused => "not read".to_owned(),
        FileState::Stopped => format!("stopped; {found} kept"),
    };
    let class = if row.state == FileState::Refused { "state wrong" } else { "state" };
    html! {
        <p {class}>
            if row.state == FileState::Reading { <progress max={row.size.max(1).to_string()} value={row.read.to_string()} aria-label={format!("Read of {}", row.name)}></progress> }
            { words }
        </p>
    }
}

/// What was there already.
fn same(row: &FileRow) -> Html {
    if row.same == 0 {
        return html! {};
    }
    let to = Address::Read(Read { articles: vec![row.same_as.clone()], ..Read::default() }).print();
    let rest = if row.same > 1 { format!(", and {} more like that", row.same - 1) } else { String::new() };
    html! { <p class="small">{ "The same text as " }<a href={to}><bdi>{ &row.same_as }</bdi></a>{ ": left out" }{ rest }{ "." }</p> }
}

/// What could not be read, where, and what to do.
fn troubles(row: &FileRow) -> Html {
    let line = |t: &Trouble| {
        let place = match (t.line, t.column) {
            (0, _) => String::new(),
            (line, 0) => format!("line {line}: "),
            (line, column) => format!("line {line}, column {column}: "),
        };
        html! {
            <li>if !t.within.is_empty() { <bdi>{ &t.within }</bdi>{ ", " } }{ place }{ &t.message }{ "; " }{ &t.hint }{ "." }</li>
        }
    };
    let Some((first, more)) = row.troubles.split_first() else { return html! {} };
    let left = (row.troubles_total as usize).saturating_sub(1);
    html! {
        <>
        <ul class="refused">{ line(first) }</ul>
        if left > 0 {
            <details>
                <summary>{ count(left, "more place", "more places") }{ " could not be read" }</summary>
                <ul class="refused">{ for more.iter().map(line) }</ul>
                if left > more.len() { <p>{ format!("And {} more.", left - more.len()) }</p> }
            </details>
        }
        </>
    }
}

/// What the column holds, as an index into [`ROLES`].
fn role(columns: &Columns, column: u32) -> Option<usize> {
    let c = columns;
    [c.text, c.headline, c.outlet, c.published, c.id, c.address].iter().position(|held| *held == Some(column))
}

/// The columns with this one holding something else; what another column held goes to this one.
fn with_role(columns: &Columns, column: u32, role: Option<usize>) -> Columns {
    let mut next = columns.clone();
    let held =
        [&mut next.text, &mut next.headline, &mut next.outlet, &mut next.published, &mut next.id, &mut next.address];
    for (n, held) in held.into_iter().enumerate() {
        if role == Some(n) {
            *held = Some(column);
        } else if *held == Some(column) {
            *held = None;
        }
    }
    next
}

/// What may lie in a column that nothing was taken from; empty, where there is no such column, or nothing is missing.
fn left_out(columns: &Columns, row: &FileRow) -> &'static str {
    let width = row.look.rows.iter().map(Vec::len).max().unwrap_or(0);
    let free = (0..width as u32).any(|column| role(columns, column).is_none());
    match (columns.headline, columns.outlet) {
        _ if !free => "",
        (None, None) => {
            "No column was taken for the headline, and none for the outlet: say which they are, if they are here."
        }
        (None, _) => "No column was taken for the headline: say which it is, if it is here.",
        (_, None) => "No column was taken for the outlet: say which it is, if it is here.",
        _ => "",
    }
}

/// The first rows of a table, and what its columns hold; `unfolded`: the user has to look; `same`: nothing else than what was
/// read.
fn mapping(
    now: &Columns,
    row: &FileRow,
    (unfolded, same): (bool, bool),
    changed: Callback<Columns>,
    done: Callback<SubmitEvent>,
) -> Html {
    let width = row.look.rows.iter().map(Vec::len).max().unwrap_or(0);
    let select = |column: u32| {
        let (now, changed, held) = (now.clone(), changed.clone(), role(now, column));
        let onchange = Callback::from(move |event: Event| {
            let chosen = effects::chosen(&event);
            changed.emit(with_role(&now, column, ROLES.iter().position(|role| *role == chosen)));
        });
        let roles = ROLES.iter().enumerate().map(|(n, role)| option(role, role, held == Some(n)));
        let label = format!("Column {} holds", column + 1);
        html! { <th scope="col"><select aria-label={label} {onchange}>{ option("", "–", held.is_none()) }{ for roles }</select></th> }
    };
    let cells = |cells: &Vec<String>| html! { <tr>{ for cells.iter().map(|cell| html! { <td dir="auto">{ cell }</td> }) }</tr> };
    let separated = {
        let (now, changed) = (now.clone(), changed.clone());
        Callback::from(move |event: Event| {
            let name = effects::chosen(&event);
            let separator = SEPARATORS.iter().find(|(_, s)| *s == name).map_or(b',', |(byte, _)| *byte);
            changed.emit(Columns { separator, ..now.clone() });
        })
    };
    let headed = {
        let (now, changed) = (now.clone(), changed.clone());
        Callback::from(move |_: Event| changed.emit(Columns { header: !now.header, ..now.clone() }))
    };
    let separators = SEPARATORS.map(|(byte, name)| option(name, name, byte == now.separator));
    html! {
        <details class="mapping" open={unfolded}>
            <summary>{ "Columns" }</summary>
            <form onsubmit={done}>
                <p>{ match (now.text, left_out(now, row)) {
                    (None, _) => "Say which column holds the text of the articles.",
                    (_, "") => "What each column holds; the first rows as they were read.",
                    (_, left_out) => left_out,
                } }</p>
                <div class="wide" tabindex="0" role="group" aria-label={format!("First rows of {}", row.name)}>
                    <table><thead><tr>{ for (0..width as u32).map(select) }</tr></thead>
                        <tbody>{ for row.look.rows.iter().map(cells) }</tbody></table>
                </div>
                <p class="taken">
                    <label>{ "Between cells " }<select onchange={separated}>{ for separators }</select></label>
                    <label><input type="checkbox" checked={now.header} onchange={headed} />{ " The first row has names" }</label>
                    <button type="submit" disabled={same}>{ "Read with these columns" }</button>
                </p>
            </form>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_holds_one_thing_and_a_thing_lies_in_one_column() {
        let seen = Columns { text: Some(0), outlet: Some(2), ..Columns::default() };
        let moved = with_role(&seen, 2, Some(0));
        assert_eq!((role(&moved, 0), role(&moved, 2)), (None, Some(0)));
        let none = with_role(&moved, 2, None);
        assert_eq!(none, Columns { outlet: None, text: None, ..seen.clone() });
        assert_eq!(role(&with_role(&seen, 1, Some(3)), 1), Some(3));
        assert_eq!(ROLES[role(&seen, 2).unwrap_or(9)], "outlet");
    }
}
