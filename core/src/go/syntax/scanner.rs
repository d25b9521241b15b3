//! From text to tokens.
//!
//! The scanner stands on one token. The end of a line, or of the file, is a semicolon where Go says so. What is wrong
//! with a token is written down in Go's words, and the token is given all the same.

use super::ast::{BinaryOp, Literal, UnaryOp};
use super::characters::{is_digit, is_letter, number_of};
use super::token::{Operator, Token};

mod literals;

/// The mark that an editor may have put at the beginning of a file.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A message, and from where to where what it is about stands in the text.
pub struct Complaint {
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// What is wrong.
    pub message: String,
}

/// Reads one token after the other.
pub struct Scanner<'a> {
    pub(super) text: &'a str,
    /// The next byte to be read.
    pub(super) at: usize,
    /// The token.
    pub token: Token,
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// Which operator, of [`Token::Operator`], [`Token::AssignOp`], [`Token::IncDec`] and [`Token::Star`].
    pub operator: Operator,
    /// Which kind of literal, of [`Token::Literal`].
    pub literal: Literal,
    /// Whether something is wrong with the literal, which has been told.
    pub bad: bool,
    /// What the semicolon is: `semicolon`, `newline` or `EOF`.
    pub semicolon: &'static str,
    /// Whether the end of the line would be a semicolon.
    ends: bool,
    /// Whether there is something in the text that has no place anywhere in it.
    strange: bool,
    /// What is wrong so far and has not been taken yet.
    pub complaints: Vec<Complaint>,
}

impl<'a> Scanner<'a> {
    /// Stands before the first token.
    pub fn new(text: &'a str) -> Scanner<'a> {
        let at = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
        let strange = text[at..].contains(['\0', BYTE_ORDER_MARK]);
        Scanner { strange, ..Scanner::part(text, at) }
    }

    /// Stands before the token that begins at this byte of a text in which everything has its place.
    pub fn part(text: &'a str, at: usize) -> Scanner<'a> {
        Scanner {
            text,
            at,
            token: Token::End,
            start: at,
            end: at,
            operator: Operator::Binary(BinaryOp::Add),
            literal: Literal::Int,
            bad: false,
            semicolon: "semicolon",
            ends: false,
            strange: false,
            complaints: Vec::new(),
        }
    }

    /// The token as it is written.
    pub fn text(&self) -> &'a str {
        &self.text[self.start..self.end]
    }

    /// Skips the rest of the text.
    pub fn stop(&mut self) {
        self.at = self.text.len();
        self.ends = false;
        self.strange = false;
        self.next();
    }

    /// Goes on to the next token.
    pub fn next(&mut self) {
        let from = self.at;
        let ends = std::mem::replace(&mut self.ends, false);
        while !self.scan(ends) {}
        self.end = self.at;
        if self.strange {
            self.complain_of_strange_characters(from);
        }
    }

    /// The next byte; 0 at the end.
    pub(super) fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    /// Whether everything is read.
    pub(super) fn at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    /// The next character, which there must be.
    pub(super) fn character(&self) -> char {
        self.text[self.at..].chars().next().expect("a character is asked for before the end only")
    }

    /// Takes the next byte if it is this one.
    fn take(&mut self, byte: u8) -> bool {
        let is = self.byte() == byte && !self.at_end();
        self.at += usize::from(is);
        is
    }

    /// Says what is wrong with what stands there next.
    pub(super) fn complain(&mut self, message: impl Into<String>) {
        let length = self.text[self.at..].chars().next().map_or(0, char::len_utf8);
        self.complain_of(self.at, self.at + length, message);
    }

    /// Says what is wrong with a stretch of the text.
    pub(super) fn complain_of(&mut self, start: usize, end: usize, message: impl Into<String>) {
        self.complaints.push(Complaint { start, end, message: message.into() });
    }

    /// Reads a token, or something between tokens, and says whether it was a token.
    fn scan(&mut self, ends: bool) -> bool {
        self.skip_blanks(ends);
        self.start = self.at;
        if self.at_end() {
            self.token = if ends { self.semicolon_by("EOF") } else { Token::End };
            return true;
        }
        let byte = self.byte();
        if byte.is_ascii_alphabetic() || byte == b'_' {
            self.word();
            return true;
        }
        if !byte.is_ascii() {
            return self.word_beyond_ascii();
        }
        self.at += 1;
        self.token = match byte {
            b'\n' => self.semicolon_by("newline"),
            b';' => self.semicolon_by("semicolon"),
            b'0'..=b'9' => self.number(byte),
            b'.' if self.byte().is_ascii_digit() => self.number(byte),
            b'.' if self.text[self.at..].starts_with("..") => {
                self.at += 2;
                Token::Dots
            }
            b'.' => Token::Dot,
            b'"' => self.string(),
            b'`' => self.raw_string(),
            b'\'' => self.rune(),
            b'(' => Token::OpenParen,
            b'[' => Token::OpenBracket,
            b'{' => Token::OpenBrace,
            b')' => Token::CloseParen,
            b']' => Token::CloseBracket,
            b'}' => Token::CloseBrace,
            b',' => Token::Comma,
            b':' if self.take(b'=') => Token::Define,
            b':' => Token::Colon,
            b'/' if self.byte() == b'/' => {
                self.skip_line();
                return false;
            }
            b'/' if self.take(b'*') => {
                let lines = self.skip_comment();
                if !(lines && ends) {
                    return false;
                }
                // A comment over several lines ends the line as a line's end does.
                self.semicolon_by("newline")
            }
            _ => match self.sign(byte) {
                Some(token) => token,
                None => {
                    self.at -= 1;
                    let character = self.character();
                    self.complain(["invalid character ", &number_of(character)].concat());
                    self.at += 1;
                    return false;
                }
            },
        };
        self.ends = matches!(
            self.token,
            Token::Literal | Token::CloseParen | Token::CloseBracket | Token::CloseBrace | Token::IncDec
        );
        true
    }

    fn semicolon_by(&mut self, what: &'static str) -> Token {
        self.semicolon = what;
        Token::Semicolon
    }

    fn skip_blanks(&mut self, ends: bool) {
        loop {
            match self.byte() {
                b' ' | b'\t' | b'\r' => self.at += 1,
                b'\n' if !ends => self.at += 1,
                0 if self.strange && !self.at_end() => self.at += 1,
                0xef if self.strange && self.character() == BYTE_ORDER_MARK => self.at += 3,
                _ => return,
            }
        }
    }

    fn skip_line(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.find('\n').unwrap_or(rest.len());
    }

    /// Skips a comment whose beginning is read, and says whether it goes over several lines.
    fn skip_comment(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let length = match rest.find("*/") {
            Some(end) => end + 2,
            None => {
                self.complain_of(self.start, self.start + 2, "comment not terminated");
                rest.len()
            }
        };
        self.at += length;
        rest[..length].contains('\n')
    }

    /// Reads a name or a keyword.
    fn word(&mut self) {
        while !self.at_end() {
            let byte = self.byte();
            if byte.is_ascii_alphanumeric() || byte == b'_' || byte == 0 {
                self.at += 1;
                continue;
            }
            if byte.is_ascii() {
                break;
            }
            let character = self.character();
            if character != BYTE_ORDER_MARK && !is_letter(character) && !is_digit(character) {
                self.complain(["invalid character ", &number_of(character), " in identifier"].concat());
            }
            self.at += character.len_utf8();
        }
        let keyword = Token::keyword(&self.text[self.start..self.at]);
        self.token = keyword.unwrap_or(Token::Name);
        self.ends = matches!(
            self.token,
            Token::Name | Token::Break | Token::Continue | Token::Fallthrough | Token::Return
        );
    }

    /// Reads a name that does not begin with an ASCII letter.
    fn word_beyond_ascii(&mut self) -> bool {
        let character = self.character();
        if is_digit(character) {
            self.complain(["identifier cannot begin with digit ", &number_of(character)].concat());
            self.at += character.len_utf8();
        }
        self.word();
        true
    }

    /// Reads an operator, or `=` or an arrow, whose first byte is read.
    fn sign(&mut self, byte: u8) -> Option<Token> {
        let binary = match byte {
            b'+' => BinaryOp::Add,
            b'-' => BinaryOp::Sub,
            b'*' => BinaryOp::Mul,
            b'/' => BinaryOp::Div,
            b'%' => BinaryOp::Rem,
            b'^' => BinaryOp::Xor,
            b'&' if self.take(b'&') => BinaryOp::LogicalAnd,
            b'&' if self.take(b'^') => BinaryOp::AndNot,
            b'&' => BinaryOp::And,
            b'|' if self.take(b'|') => BinaryOp::LogicalOr,
            b'|' => BinaryOp::Or,
            b'<' if self.take(b'-') => return Some(Token::Arrow),
            b'<' if self.take(b'<') => BinaryOp::Shl,
            b'<' if self.take(b'=') => BinaryOp::LessEqual,
            b'<' => BinaryOp::Less,
            b'>' if self.take(b'>') => BinaryOp::Shr,
            b'>' if self.take(b'=') => BinaryOp::GreaterEqual,
            b'>' => BinaryOp::Greater,
            b'=' if self.take(b'=') => BinaryOp::Equal,
            b'=' => return Some(Token::Assign),
            b'!' if self.take(b'=') => BinaryOp::NotEqual,
            b'!' | b'~' => {
                self.operator = Operator::Unary(if byte == b'!' { UnaryOp::Not } else { UnaryOp::Tilde });
                return Some(Token::Operator);
            }
            _ => return None,
        };
        self.operator = Operator::Binary(binary);
        let twice = matches!(binary, BinaryOp::Add | BinaryOp::Sub);
        Some(if twice && self.take(byte) {
            Token::IncDec
        } else if binary.may_assign() && self.take(b'=') {
            Token::AssignOp
        } else if binary == BinaryOp::Mul {
            Token::Star
        } else {
            Token::Operator
        })
    }

    /// Tells of the characters since `from` that may stand nowhere.
    fn complain_of_strange_characters(&mut self, from: usize) {
        let text = self.text;
        for (at, character) in text[from..self.at].char_indices() {
            let message = match character {
                '\0' => "invalid NUL character",
                BYTE_ORDER_MARK => "invalid BOM in the middle of the file",
                _ => continue,
            };
            self.complain_of(from + at, from + at + character.len_utf8(), message);
        }
    }
}
