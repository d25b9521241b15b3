//! Where things stand: files, positions and how they are said.
//!
//! Every file has a stretch of the numbers from 1 on, so that a [`Pos`] alone says which file it is in. Positions count
//! bytes of UTF-8; a [`Place`] is what a person or an editor is told.

use std::rc::Rc;

/// A byte in one of the files; 0 is nowhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pos(pub u32);

impl Pos {
    /// No place.
    pub const NONE: Pos = Pos(0);
}

/// From the first byte of something to the first byte after it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// Its first byte.
    pub start: Pos,
    /// The byte after its last.
    pub end: Pos,
}

impl Span {
    /// From one position up to another.
    pub fn new(start: Pos, end: Pos) -> Span {
        Span { start, end }
    }

    /// From the start of this to the end of that.
    pub fn to(self, last: Span) -> Span {
        Span { start: self.start, end: last.end }
    }
}

/// Something that is wrong with a program, in Go's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Where.
    pub span: Span,
    /// What. Further lines, if any, begin with a tab.
    pub message: String,
}

/// A file of source.
#[derive(Debug)]
pub struct SourceFile {
    /// Its name, as it is said in messages.
    pub name: Rc<str>,
    /// Its text.
    pub text: Rc<str>,
    /// The position of its first byte.
    pub base: u32,
    /// The offset of the first byte of each line.
    lines: Vec<u32>,
}

impl SourceFile {
    /// The line and the column, both from 1, of a position in it. Columns count bytes, as Go's compiler does.
    pub fn line_and_column(&self, pos: Pos) -> (u32, u32) {
        let offset = pos.0 - self.base;
        let line = self.lines.partition_point(|start| *start <= offset);
        (line as u32, offset - self.lines[line - 1] + 1)
    }
}

/// A position as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The name of the file.
    pub file: Rc<str>,
    /// The line, from 1.
    pub line: u32,
    /// The column in bytes, from 1, as Go's compiler counts it.
    pub column: u32,
}

/// All files of a program, the standard library's included.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a file and gives the position of its first byte.
    pub fn add(&mut self, name: &str, text: &str) -> Pos {
        let base = self.files.last().map_or(1, |last| last.base + last.text.len() as u32 + 1);
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at as u32 + 1);
        let lines = std::iter::once(0).chain(breaks).collect();
        self.files.push(SourceFile { name: name.into(), text: text.into(), base, lines });
        Pos(base)
    }

    /// Adds a file that should be UTF-8, as [`add`](Self::add) does, and says where it is not. What is not has become
    /// question marks, byte by byte. Go's compiler goes on without these bytes; here such a file is not worth reading.
    pub fn add_bytes(&mut self, name: &str, bytes: &[u8]) -> (Pos, Vec<Diagnostic>) {
        let (mut text, mut wrong) = (String::with_capacity(bytes.len()), Vec::new());
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            for _ in chunk.invalid() {
                wrong.push(text.len() as u32);
                text.push('?');
            }
        }
        let base = self.add(name, &text);
        let tell = |at: u32| {
            let span = Span::new(Pos(base.0 + at), Pos(base.0 + at + 1));
            Diagnostic { span, message: "invalid UTF-8 encoding".into() }
        };
        (base, wrong.into_iter().map(tell).collect())
    }

    /// Calls the file that a position is in by another name.
    pub fn rename(&mut self, pos: Pos, name: &str) {
        let after = self.files.partition_point(|file| file.base <= pos.0);
        if let Some(file) = after.checked_sub(1).and_then(|at| self.files.get_mut(at)) {
            file.name = name.into();
        }
    }

    /// The file that a position is in.
    pub fn file(&self, pos: Pos) -> Option<&SourceFile> {
        let after = self.files.partition_point(|file| file.base <= pos.0);
        self.files.get(after.checked_sub(1)?)
    }

    /// What is told of a position.
    pub fn place(&self, pos: Pos) -> Option<Place> {
        let file = self.file(pos)?;
        let (line, column) = file.line_and_column(pos);
        Some(Place { file: file.name.clone(), line, column })
    }
}
