//! Puts the Go texts of the library and of the examples into a file each, which a program has inside or fetches.
//!
//! Such a file is parts with `\6` between them; a name and a text have `\7` between them, as in the files of the languages.

use std::fs;
use std::path::Path;

/// What stands between two parts, and between a name and its text.
const PART: &str = "\u{6}";
const NAME: &str = "\u{7}";

/// The packages below a folder: a part for each, `path␇text`, in the order of the paths. The file of `math/rand` is
/// `math_rand.go`. Comments are left out; every line is still the line of its number.
pub fn library(folder: &Path) -> String {
    let mut packages: Vec<String> = go_files(folder)
        .into_iter()
        .map(|name| {
            let path = name.trim_end_matches(".go").replace('_', "/");
            [&path, NAME, &without_comments(&read(&folder.join(name)))].concat()
        })
        .collect();
    packages.sort();
    packages.join(PART)
}

/// The examples below a folder. First the late messages of each language, as they are given; then a part for each of
/// these messages: `file␇text` of the example that `example-…` is the title of, and nothing for another one.
///
/// # Errors
/// What has a title and no file, or a file and no title.
pub fn examples(folder: &Path, messages: &[String], ids: &[&str]) -> Result<String, String> {
    let mut parts = messages.to_vec();
    let mut left = go_files(folder);
    for id in ids {
        let Some(name) = id.strip_prefix("example-") else {
            parts.push(String::new());
            continue;
        };
        let fits = |file: &String| *file == format!("{name}.go") || *file == format!("{name}_test.go");
        let at = left.iter().position(fits).ok_or_else(|| format!("{id}: there is no {name}.go"))?;
        let file = left.remove(at);
        parts.push([&file, NAME, &read(&folder.join(&file))].concat());
    }
    match left.first() {
        Some(file) => Err(format!("{file}: no message example-… is its title")),
        None => Ok(parts.join(PART)),
    }
}

fn go_files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let names = entries.map(|entry| entry.expect("the folder can be read").file_name());
    let mut names: Vec<_> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.retain(|name| name.ends_with(".go"));
    names.sort();
    names
}

fn read(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert!(
        ![PART, NAME].iter().any(|mark| text.contains(mark)),
        "{}: has a control character",
        path.display()
    );
    text
}

/// A Go text without its comments, and without the blanks before them: each line keeps its number, and what is left of it
/// its columns.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' | '\'' => quoted(rest, first),
            '`' => rest[1..].find('`').map_or(rest.len(), |end| end + 2),
            '/' if rest.starts_with("//") => {
                rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
                continue;
            }
            '/' if rest.starts_with("/*") => {
                let (comment, after) = rest.split_at(rest.find("*/").map_or(rest.len(), |end| end + 2));
                out.extend(comment.chars().map(|letter| if letter == '\n' { '\n' } else { ' ' }));
                rest = after;
                continue;
            }
            '\n' => {
                out.truncate(out.trim_end_matches([' ', '\t']).len());
                1
            }
            other => other.len_utf8(),
        };
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out
}

/// How long the string or rune is that a text begins with.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}
