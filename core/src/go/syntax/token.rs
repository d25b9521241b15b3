//! The words and signs of Go, and sets of them.

use super::ast::{BinaryOp, UnaryOp};

/// A kind of token. What exactly stands there is asked of the scanner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs, reason = "they are Go's words and signs")]
pub enum Token {
    /// The end of the file.
    End,
    Name,
    Literal,
    /// An operator other than `*` and `<-`.
    Operator,
    /// An operator with `=`.
    AssignOp,
    /// `++` or `--`
    IncDec,
    Assign,
    Define,
    Arrow,
    Star,
    OpenParen,
    OpenBracket,
    OpenBrace,
    CloseParen,
    CloseBracket,
    CloseBrace,
    Comma,
    /// `;`, or the end of a line or of the file where it counts as one.
    Semicolon,
    Colon,
    Dot,
    Dots,
    // The keywords, in the order of KEYWORDS.
    Break,
    Case,
    Chan,
    Const,
    Continue,
    Default,
    Defer,
    Else,
    Fallthrough,
    For,
    Func,
    Go,
    Goto,
    If,
    Import,
    Interface,
    Map,
    Package,
    Range,
    Return,
    Select,
    Struct,
    Switch,
    Type,
    Var,
}

/// The keywords with their tokens, in alphabetical order.
const KEYWORDS: [(&str, Token); 25] = [
    ("break", Token::Break),
    ("case", Token::Case),
    ("chan", Token::Chan),
    ("const", Token::Const),
    ("continue", Token::Continue),
    ("default", Token::Default),
    ("defer", Token::Defer),
    ("else", Token::Else),
    ("fallthrough", Token::Fallthrough),
    ("for", Token::For),
    ("func", Token::Func),
    ("go", Token::Go),
    ("goto", Token::Goto),
    ("if", Token::If),
    ("import", Token::Import),
    ("interface", Token::Interface),
    ("map", Token::Map),
    ("package", Token::Package),
    ("range", Token::Range),
    ("return", Token::Return),
    ("select", Token::Select),
    ("struct", Token::Struct),
    ("switch", Token::Switch),
    ("type", Token::Type),
    ("var", Token::Var),
];

/// How the signs are written, and how the tokens without a text of their own are called, in the order of the tokens.
const SIGNS: [&str; 21] = [
    "EOF",
    "name",
    "literal",
    "op",
    "op=",
    "opop",
    "=",
    ":=",
    "<-",
    "*",
    "(",
    "[",
    "{",
    ")",
    "]",
    "}",
    "comma",
    "semicolon or newline",
    ":",
    ".",
    "...",
];

impl Token {
    /// The keyword that a word is, if it is one.
    pub fn keyword(word: &str) -> Option<Token> {
        let at = KEYWORDS.binary_search_by(|(keyword, _)| (*keyword).cmp(word)).ok()?;
        Some(KEYWORDS[at].1)
    }

    /// How a message calls it, without the word `keyword`.
    pub fn text(self) -> &'static str {
        let at = self as usize;
        SIGNS.get(at).copied().unwrap_or_else(|| KEYWORDS[at - SIGNS.len()].0)
    }

    /// Whether it is a keyword.
    pub fn is_keyword(self) -> bool {
        self as usize >= SIGNS.len()
    }
}

/// An operator, be it with one operand or with two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// It may stand between two operands; `+`, `-`, `*`, `&` and `^` before one, too.
    Binary(BinaryOp),
    /// It stands before an operand only: `!` or `~`.
    Unary(UnaryOp),
}

impl UnaryOp {
    /// How it is written.
    pub fn text(self) -> &'static str {
        match self {
            UnaryOp::Plus => "+",
            UnaryOp::Minus => "-",
            UnaryOp::Not => "!",
            UnaryOp::Complement => "^",
            UnaryOp::Address => "&",
            UnaryOp::Receive => "<-",
            UnaryOp::Tilde => "~",
        }
    }
}

impl BinaryOp {
    /// How it is written.
    pub fn text(self) -> &'static str {
        match self {
            BinaryOp::Add => "+",
            BinaryOp::Sub => "-",
            BinaryOp::Mul => "*",
            BinaryOp::Div => "/",
            BinaryOp::Rem => "%",
            BinaryOp::And => "&",
            BinaryOp::Or => "|",
            BinaryOp::Xor => "^",
            BinaryOp::AndNot => "&^",
            BinaryOp::Shl => "<<",
            BinaryOp::Shr => ">>",
            BinaryOp::LogicalAnd => "&&",
            BinaryOp::LogicalOr => "||",
            BinaryOp::Equal => "==",
            BinaryOp::NotEqual => "!=",
            BinaryOp::Less => "<",
            BinaryOp::LessEqual => "<=",
            BinaryOp::Greater => ">",
            BinaryOp::GreaterEqual => ">=",
        }
    }

    /// How strongly it binds, from 1 for `||` to 5 for `*`.
    pub fn precedence(self) -> u8 {
        match self {
            BinaryOp::LogicalOr => 1,
            BinaryOp::LogicalAnd => 2,
            BinaryOp::Equal
            | BinaryOp::NotEqual
            | BinaryOp::Less
            | BinaryOp::LessEqual
            | BinaryOp::Greater
            | BinaryOp::GreaterEqual => 3,
            BinaryOp::Add | BinaryOp::Sub | BinaryOp::Or | BinaryOp::Xor => 4,
            _ => 5,
        }
    }

    /// Whether there is an assignment with it, as `+=`.
    pub fn may_assign(self) -> bool {
        self.precedence() >= 4
    }
}

/// A set of tokens.
#[derive(Clone, Copy, Debug)]
pub struct TokenSet(u64);

impl TokenSet {
    /// The tokens of a list.
    pub const fn of(list: &[Token]) -> TokenSet {
        let (mut bits, mut at) = (0, 0);
        while at < list.len() {
            bits |= 1 << list[at] as u64;
            at += 1;
        }
        TokenSet(bits)
    }

    /// The tokens of both sets.
    pub const fn with(self, other: TokenSet) -> TokenSet {
        TokenSet(self.0 | other.0)
    }

    /// Whether a token is in it.
    pub fn has(self, token: Token) -> bool {
        self.0 & (1 << token as u64) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_keyword_is_found_by_its_text_and_has_it() {
        for (word, token) in KEYWORDS {
            assert_eq!(Token::keyword(word), Some(token));
            assert_eq!(token.text(), word);
            assert!(token.is_keyword());
        }
        assert_eq!(Token::keyword("lock"), None);
        assert!(!Token::Dots.is_keyword() && Token::Dots.text() == "...");
    }
}
