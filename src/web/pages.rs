//! The page's files, built into the program and packed once at the start.

use std::io::{self, Write};

use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;

/// Made from `web/src`; see `web/README.md`.
const FILES: [(&str, &str, &[u8]); 4] = [
    (INDEX, "text/html; charset=utf-8", include_bytes!("../../web/dist/index.html")),
    ("app.js", "text/javascript; charset=utf-8", include_bytes!("../../web/dist/app.js")),
    ("app.css", "text/css; charset=utf-8", include_bytes!("../../web/dist/app.css")),
    ("icon.svg", "image/svg+xml", include_bytes!("../../web/dist/icon.svg")),
];

pub(super) const INDEX: &str = "index.html";

pub(super) struct Pages(Vec<Page>);

struct Page {
    name: &'static str,
    kind: &'static str,
    plain: &'static [u8],
    packed: Option<Vec<u8>>,
    tag: String,
}

impl Pages {
    pub(super) fn new() -> Pages {
        let page = |(name, kind, plain): (_, _, &'static [u8])| Page {
            name,
            kind,
            plain,
            packed: pack(plain).ok(),
            tag: format!("\"{}\"", blake3::hash(plain).to_hex()),
        };
        Pages(FILES.into_iter().map(page).collect())
    }

    pub(super) fn get(&self, name: &str, asked: &HeaderMap) -> Response {
        let Some(page) = self.0.iter().find(|page| page.name == name) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let common = [
            (header::CONTENT_TYPE, page.kind),
            (header::CACHE_CONTROL, "no-cache"),
            (header::VARY, "accept-encoding"),
            (header::ETAG, &page.tag),
        ];
        if values(asked, header::IF_NONE_MATCH).any(|value| value.contains(&page.tag)) {
            return (StatusCode::NOT_MODIFIED, common).into_response();
        }
        match page.packed.as_ref().filter(|_| takes_gzip(asked)) {
            Some(packed) => {
                let encoding = [(header::CONTENT_ENCODING, "gzip")];
                (common, encoding, packed.clone()).into_response()
            }
            None => (common, page.plain).into_response(),
        }
    }
}

fn values(asked: &HeaderMap, header: HeaderName) -> impl Iterator<Item = &str> {
    asked.get_all(header).iter().filter_map(|value| value.to_str().ok())
}

/// A weight of 0 refuses it.
fn takes_gzip(asked: &HeaderMap) -> bool {
    values(asked, header::ACCEPT_ENCODING).flat_map(|value| value.split(',')).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let is_gzip = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        let weight = |part: &str| part.strip_prefix("q=")?.parse::<f32>().ok();
        is_gzip && !parts.filter_map(weight).any(|weight| weight <= 0.0)
    })
}

fn pack(plain: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(plain)?;
    packed.finish()
}
