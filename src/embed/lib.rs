//! Stub.
/// Stub.
#[must_use]
pub fn collection() -> corpus::Collection {
    let articles = [("000", include_str!("../../seeds/000_3510aaf18ab8ae4a.txt")), ("001", include_str!("../../seeds/001_89294c0863710ee3.txt")), ("002", include_str!("../../seeds/002_27c24b3647924c68.txt")),("003", include_str!("../../seeds/003_668357209e60f795.txt")),("004", include_str!("../../seeds/004_f1bee3233e1ba9a5.txt"))].iter().map(|(i, t)| corpus::read_text(i, (*t).to_owned())).collect();
    corpus::Collection { articles, ..Default::default() }
}
