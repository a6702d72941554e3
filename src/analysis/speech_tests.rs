//! Tests of speech: hundreds of tiny texts with what a careful reader finds in them, in `tests/speech.txt`.
use crate::{Attribution, ContentKind, Manner, speech, trial_names};
use corpus::Article;

/// One line per attribution: manner and kind, speaker, cue, content.
pub(crate) fn lines(article: &Article, found: &[Attribution]) -> Vec<String> {
    found
        .iter()
        .map(|a| {
            let manner = match (a.manner, a.content_kind) {
                (Manner::Indirect, _) => "indirect",
                (_, Some(ContentKind::Full)) => "full",
                (_, Some(ContentKind::Title)) => "title",
                _ => "fragment",
            };
            let name = a.speaker_name.as_deref().unwrap_or("-");
            let unnamed = if a.unnamed { " (unnamed)" } else { "" };
            let cue = a.cue.as_ref().map_or("-", |c| c.span.of(&article.text));
            let content: Vec<&str> = a.content.iter().map(|s| s.of(&article.text)).collect();
            format!("{manner} | {name}{unnamed} | {cue} | {}", content.join(" … "))
        })
        .collect()
}

fn dump(text: &str) -> Vec<String> {
    let article = corpus::read_text("t", text.replace(" ¶ ", "\n"));
    let (entities, mentions) = trial_names::find(&article);
    lines(&article, &speech::find(&article, &entities, &mentions))
}

#[test]
fn show() {
    let Ok(path) = std::env::var("SHOW") else { return };
    let cases = std::fs::read_to_string(path).unwrap_or_default();
    let mut out = String::new();
    for line in cases.lines().filter(|l| !l.trim().is_empty()) {
        out.push_str(line);
        out.push('\n');
        for l in dump(line) {
            out.push_str("    ");
            out.push_str(&l);
            out.push('\n');
        }
    }
    std::fs::write("/tmp/speech_out.txt", out).unwrap_or(());
}
