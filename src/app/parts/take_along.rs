//! What can be taken along: files of the whole comparison or of a line, a citation, a print.
use crate::Context;
use crate::effects;
use crate::markup::html;
use crate::parts::notes::kept_key;
use crate::state::Kept;
use crate::views::sheet::Made;
use analysis::sheet::{Line, Part};
use analysis::take_along::{Bundle, Citation, note_key};
use corpus::Map;
use std::rc::Rc;
use yew::prelude::*;

/// The kinds of files: button, ending, media type.
const KINDS: [(&str, &str, &str); 4] = [
    ("CSV", "csv", "text/csv;charset=utf-8"),
    ("JSON", "json", "application/json"),
    ("Markdown", "md", "text/markdown;charset=utf-8"),
    ("Picture (SVG)", "svg", "image/svg+xml"),
];

/// The notes on the cells of these lines, as the exports look for them.
fn own_notes(made: &Made, kept: &Kept, parts: &[(Part, Vec<&Line>)]) -> Map<String, String> {
    let (desk, mut notes) = (&made.desk, Map::new());
    for line in parts.iter().flat_map(|(_, lines)| lines) {
        for column in 0..line.cells.len() {
            if let Some(note) = kept.notes.get(&kept_key(made, &line.key, column)) {
                let key = note_key(&desk.collection, &desk.reading, &made.comparison, &line.key, column);
                notes.insert(key, note.clone());
            }
        }
    }
    notes
}

/// A file with these lines.
fn save(made: &Made, kept: &Kept, parts: Vec<(Part, Vec<&Line>)>, kind: usize) {
    let Some((_, ending, media)) = KINDS.get(kind) else { return };
    let notes = own_notes(made, kept, &parts);
    let name = match parts.as_slice() {
        [(part, lines)] if lines.len() == 1 => part.described().0,
        _ => "comparison",
    };
    let desk = &made.desk;
    let link = effects::link();
    let bundle = Bundle {
        collection: &desk.collection,
        reading: &desk.reading,
        comparison: &made.comparison,
        parts,
        notes: &notes,
        link: &link,
        corpus_hash: &desk.hash,
    };
    let text = match *ending {
        // A spreadsheet takes a file for UTF-8 by this mark.
        "csv" => format!("\u{feff}{}{}", Bundle::csv_head(), bundle.csv_rows()),
        "json" => bundle.json(),
        "md" => bundle.markdown(),
        _ => bundle.svg(),
    };
    let events: Vec<&str> =
        made.comparison.events.iter().filter_map(|e| desk.event(*e)).map(|e| e.id.as_str()).collect();
    let name = format!("parallax-{}-{name}.{ending}", events.join("-"));
    if !effects::save(&name, media, &text) {
        gloo::console::warn!("the browser did not take the file", name);
    }
}

/// The buttons for one line.
pub(crate) fn take_line(made: &Rc<Made>, kept: &Kept, part: Part, line: &Line) -> Html {
    let button = |kind: usize| {
        let (made, kept, key) = (made.clone(), kept.clone(), line.key.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            let lines: Vec<&Line> = made.part(part).iter().filter(|l| l.key == key).collect();
            save(&made, &kept, vec![(part, lines)], kind);
        });
        html! { <li><button type="button" {onclick}>{ KINDS[kind].0 }</button></li> }
    };
    html! {
        <div class="take"><span>{ "Take this row along:" }</span><ul>{ for (0..KINDS.len()).map(button) }</ul></div>
    }
}

/// Files of the whole, a citation, a print.
pub(crate) fn take_along(context: &Context, made: &Rc<Made>) -> Html {
    let button = |kind: usize| {
        let (made, kept) = (made.clone(), context.state.kept.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            let parts = Part::ALL.into_iter().map(|part| (part, made.part(part).iter().collect())).collect();
            save(&made, &kept, parts, kind);
        });
        html! { <li><button type="button" {onclick}>{ KINDS[kind].0 }</button></li> }
    };
    let cite = yew::html! { <Cite address={context.state.address.print()} made={made.clone()} /> };
    let print = Callback::from(|_: MouseEvent| effects::print());
    html! {
        <details class="outlets along">
            <summary>{ "Take it along, cite, print" }</summary>
            <div class="take"><span>{ "The whole comparison:" }</span>
                <ul>{ for (0..KINDS.len()).map(button) }<li><button type="button" onclick={print}>{ "Print" }</button></li></ul>
            </div>
            { cite }
        </details>
    }
}

/// Props of [`Cite`].
#[derive(Properties)]
struct CiteProps {
    /// Where the view is.
    address: String,
    /// What it shows.
    made: Rc<Made>,
}

impl PartialEq for CiteProps {
    /// A comparison is only ever replaced as a whole.
    fn eq(&self, other: &Self) -> bool {
        self.address == other.address && Rc::ptr_eq(&self.made, &other.made)
    }
}

/// A button, and below it the citation when it is asked for: it names the day and the address as they are then.
#[component]
fn Cite(props: &CiteProps) -> Html {
    let open = use_state(|| false);
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    html! {
        <>
            <button type="button" aria-expanded={open.to_string()} onclick={toggle}>{ "Cite this view" }</button>
            if *open { { citation(&props.address, &props.made) } }
        </>
    }
}

/// Three forms of the citation, each with a button that copies it.
fn citation(address: &str, made: &Made) -> Html {
    let desk = &made.desk;
    let here = effects::link();
    let link = match here.split_once('#') {
        Some((page, _)) => format!("{page}{address}"),
        None if here.is_empty() => String::new(),
        None => format!("{here}{address}"),
    };
    let bundle = Bundle {
        collection: &desk.collection,
        reading: &desk.reading,
        comparison: &made.comparison,
        parts: Vec::new(),
        notes: &Map::new(),
        link: &link,
        corpus_hash: &desk.hash,
    };
    let citation = Citation::new(&bundle, &effects::today());
    let form = |(id, label, text): (&'static str, &'static str, String)| {
        let copy = Callback::from(move |_: MouseEvent| effects::copy(id));
        html! {
            <div class="citation"><h2>{ label }</h2><button type="button" onclick={copy} aria-label={format!("Copy {label}")}>{ "Copy" }</button>
                <pre {id} tabindex="0">{ text }</pre></div>
        }
    };
    let forms = [
        ("cite-text", "As a sentence", citation.text),
        ("cite-bibtex", "BibTeX", citation.bibtex),
        ("cite-csl", "CSL-JSON", citation.csl),
    ];
    html! { <div class="cite">{ for forms.into_iter().map(form) }</div> }
}
