//! Expressions and types as Go's compiler shows them in messages: on one line, without what is between the braces of
//! functions and composite literals.

use super::ast::{Direction, Expr, ExprKind, Field, FuncType, Ident, InterfaceElement, Stmt, StmtKind};

/// An expression or a type.
pub fn expr(expr: &Expr) -> String {
    let mut printer = Printer::default();
    printer.expr(expr);
    printer.text
}

/// Expressions with commas between them.
pub fn exprs(list: &[Expr]) -> String {
    let mut printer = Printer::default();
    printer.exprs(list);
    printer.text
}

/// An assignment, a send or another statement without a keyword.
pub fn simple_stmt(stmt: &Stmt) -> String {
    let mut printer = Printer::default();
    printer.simple_stmt(stmt);
    printer.text
}

/// Writes text.
#[derive(Default)]
pub(super) struct Printer {
    /// What is written so far.
    pub(super) text: String,
    /// Whether what is between braces is written too.
    #[cfg(test)]
    pub(super) whole: bool,
}

impl Printer {
    /// Writes a piece of text.
    pub(super) fn put(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Writes something for each element, and commas.
    fn commas<T>(&mut self, list: &[T], one: fn(&mut Printer, &T)) {
        for (at, element) in list.iter().enumerate() {
            if at > 0 {
                self.put(", ");
            }
            one(self, element);
        }
    }

    /// Writes expressions.
    pub(super) fn exprs(&mut self, list: &[Expr]) {
        self.commas(list, Printer::expr);
    }

    /// Writes names.
    pub(super) fn idents(&mut self, list: &[Ident]) {
        self.commas(list, |printer, ident| printer.put(&ident.name));
    }

    /// Writes two expressions with a sign between them.
    fn pair(&mut self, left: &[Expr], signs: [&str; 2], right: &[Expr]) {
        self.exprs(left);
        self.put(" ");
        self.put(signs[0]);
        self.put(signs[1]);
        self.put(" ");
        self.exprs(right);
    }

    /// Writes a statement without a keyword.
    pub(super) fn simple_stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Expr(inner) => self.expr(inner),
            StmtKind::Send(channel, _, value) => {
                self.pair(std::slice::from_ref(channel), ["<-", ""], std::slice::from_ref(value));
            }
            StmtKind::IncDec(inner, up) => {
                self.expr(inner);
                self.put(if *up { "++" } else { "--" });
            }
            StmtKind::Assign(left, operator, _, right) => {
                self.pair(left, [operator.map_or("", |operator| operator.text()), "="], right);
            }
            StmtKind::Define(left, _, right) => self.pair(left, [":=", ""], right),
            _ => {}
        }
    }

    /// Writes an expression or a type.
    pub(super) fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Bad => self.put("<bad expr>"),
            ExprKind::Ident(text) | ExprKind::Literal(_, text) => self.put(text),
            ExprKind::Composite { typ, elements, .. } => {
                if let Some(typ) = typ {
                    self.expr(typ);
                }
                #[cfg(test)]
                if self.whole {
                    return self.elements(elements);
                }
                self.put(if elements.is_empty() { "{}" } else { "{…}" });
            }
            ExprKind::Func(literal) => {
                self.put("func");
                self.signature(&literal.signature);
                self.put(" ");
                #[cfg(test)]
                if self.whole {
                    return self.block(&literal.body);
                }
                self.put(if literal.body.stmts.is_empty() { "{}" } else { "{…}" });
            }
            ExprKind::Paren(inner) => self.around("(", inner, ")"),
            ExprKind::Selector(of, name) => {
                self.around("", of, ".");
                self.put(&name.name);
            }
            ExprKind::Index(of, list) => {
                self.around("", of, "[");
                self.exprs(list);
                self.put("]");
            }
            ExprKind::Slice(of, [low, high, max]) => {
                self.around("", of, "[");
                self.optional(low);
                self.put(":");
                self.optional(high);
                if max.is_some() {
                    self.put(":");
                    self.optional(max);
                }
                self.put("]");
            }
            ExprKind::Assert(of, typ) => {
                self.around("", of, ".(");
                match typ {
                    Some(typ) => self.expr(typ),
                    None => self.put("type"),
                }
                self.put(")");
            }
            ExprKind::Call { func, args, spread, .. } => {
                self.around("", func, "(");
                self.exprs(args);
                self.put(if spread.is_some() { "...)" } else { ")" });
            }
            ExprKind::Star(inner) => self.around("*", inner, ""),
            ExprKind::Unary(operator, inner) => self.around(operator.text(), inner, ""),
            ExprKind::Binary(operator, _, left, right) => {
                self.around("", left, " ");
                self.put(operator.text());
                self.around(" ", right, "");
            }
            ExprKind::ArrayType(length, element) => {
                self.put("[");
                match length {
                    Some(length) => self.expr(length),
                    None => self.put("..."),
                }
                self.around("]", element, "");
            }
            ExprKind::SliceType(element) => self.around("[]", element, ""),
            ExprKind::StructType(fields) => {
                self.put("struct{");
                self.fields(fields, "; ");
                self.put("}");
            }
            ExprKind::FuncType(signature) => {
                self.put("func");
                self.signature(signature);
            }
            ExprKind::InterfaceType(elements) => {
                self.put("interface{");
                for (at, element) in elements.iter().enumerate() {
                    self.put(if at > 0 { "; " } else { "" });
                    self.interface_element(element);
                }
                self.put("}");
            }
            ExprKind::MapType(key, value) => {
                self.around("map[", key, "]");
                self.expr(value);
            }
            ExprKind::ChanType(direction, element) => self.channel(*direction, element),
            ExprKind::Ellipsis(inner) => self.around("...", inner, ""),
        }
    }

    /// Writes something before, an expression, and something behind it.
    fn around(&mut self, before: &str, expr: &Expr, behind: &str) {
        self.put(before);
        self.expr(expr);
        self.put(behind);
    }

    fn optional(&mut self, expr: &Option<Box<Expr>>) {
        if let Some(expr) = expr {
            self.expr(expr);
        }
    }

    fn channel(&mut self, direction: Direction, element: &Expr) {
        self.put(match direction {
            Direction::Both => "chan ",
            Direction::Send => "chan<- ",
            Direction::Receive => "<-chan ",
        });
        match element.kind {
            // Else the arrow would be taken for that of the outer one.
            ExprKind::ChanType(Direction::Receive, _) if direction == Direction::Both => {
                self.around("(", element, ")");
            }
            _ => self.expr(element),
        }
    }

    fn interface_element(&mut self, element: &InterfaceElement) {
        match element {
            InterfaceElement::Method(name, signature) => {
                self.put(&name.name);
                self.signature(signature);
            }
            InterfaceElement::Union(terms, _) => {
                for (at, (tilde, typ)) in terms.iter().enumerate() {
                    self.put(if at > 0 { " | " } else { "" });
                    self.put(if *tilde { "~" } else { "" });
                    self.expr(typ);
                }
            }
        }
    }

    /// Writes parameters and results.
    pub(super) fn signature(&mut self, signature: &FuncType) {
        self.put("(");
        self.fields(&signature.params, ", ");
        self.put(")");
        match &signature.results[..] {
            [] => {}
            [only] if only.names.is_empty() => self.around(" ", &only.typ, ""),
            results => {
                self.put(" (");
                self.fields(results, ", ");
                self.put(")");
            }
        }
    }

    /// Writes parameters or fields, with something between them.
    pub(super) fn fields(&mut self, fields: &[Field], between: &str) {
        for (at, field) in fields.iter().enumerate() {
            self.put(if at > 0 { between } else { "" });
            self.idents(&field.names);
            self.put(if field.names.is_empty() { "" } else { " " });
            self.expr(&field.typ);
            if let Some(tag) = &field.tag {
                self.put(" \"");
                self.put(&tag.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"));
                self.put("\"");
            }
        }
    }
}
