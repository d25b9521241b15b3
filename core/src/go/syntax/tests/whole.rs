//! Whole files as text, so that a tree can be read again and compared.

use crate::go::syntax::ast::{
    Block, Branch, Clause, ConstSpec, Decl, Expr, Field, File, FuncDecl, If, SelectClause, Stmt, StmtKind,
    TypeSpec, VarSpec,
};
use crate::go::syntax::print::Printer;

/// A file as text.
pub fn print(file: &File) -> String {
    let mut printer = Printer { whole: true, ..Printer::default() };
    printer.put("package ");
    printer.put(&file.package.name);
    printer.put("\n");
    for import in &file.imports {
        printer.put("import ");
        if let Some(name) = &import.name {
            printer.put(&name.name);
        }
        printer.put(&format!(" \"{}\"\n", import.path));
    }
    for decl in &file.decls {
        printer.decl(decl);
        printer.put("\n");
    }
    printer.text
}

impl Printer {
    fn decl(&mut self, decl: &Decl) {
        match decl {
            Decl::Func(function) => self.function(function),
            Decl::Const(specs) => self.group("const", specs, Printer::const_spec),
            Decl::Var(specs) => self.group("var", specs, Printer::var_spec),
            Decl::Type(specs) => self.group("type", specs, Printer::type_spec),
        }
    }

    fn group<T>(&mut self, keyword: &str, specs: &[T], one: fn(&mut Printer, &T)) {
        self.put(keyword);
        self.put(" (");
        for spec in specs {
            one(self, spec);
            self.put("\n");
        }
        self.put(")");
    }

    fn const_spec(&mut self, spec: &ConstSpec) {
        self.idents(&spec.names);
        if !spec.inherited {
            self.type_and_values(spec.typ.as_deref(), &spec.values);
        }
    }

    fn var_spec(&mut self, spec: &VarSpec) {
        self.idents(&spec.names);
        self.type_and_values(spec.typ.as_ref(), &spec.values);
    }

    fn type_and_values(&mut self, typ: Option<&Expr>, values: &[Expr]) {
        if let Some(typ) = typ {
            self.put(" ");
            self.expr(typ);
        }
        if !values.is_empty() {
            self.put(" = ");
            self.exprs(values);
        }
    }

    fn type_spec(&mut self, spec: &TypeSpec) {
        self.put(&spec.name.name);
        self.type_params(&spec.type_params);
        self.put(if spec.alias { " = " } else { " " });
        self.expr(&spec.typ);
    }

    fn type_params(&mut self, fields: &[Field]) {
        if !fields.is_empty() {
            self.put("[");
            self.fields(fields, ", ");
            // Behind a comma, nothing is taken for the length of an array.
            self.put(",]");
        }
    }

    fn function(&mut self, function: &FuncDecl) {
        self.put("func ");
        if let Some(receiver) = &function.receiver {
            self.put("(");
            self.fields(std::slice::from_ref(receiver), ", ");
            self.put(") ");
        }
        self.put(&function.name.name);
        self.type_params(&function.type_params);
        self.signature(&function.signature);
        if let Some(body) = function.body.block() {
            self.put(" ");
            self.block(body);
        }
    }

    /// Writes the elements of a composite literal.
    pub fn elements(&mut self, elements: &[(Option<Expr>, Expr)]) {
        self.put("{");
        for (key, value) in elements {
            if let Some(key) = key {
                self.expr(key);
                self.put(": ");
            }
            self.expr(value);
            self.put(", ");
        }
        self.put("}");
    }

    /// Writes a block.
    pub fn block(&mut self, block: &Block) {
        self.put("{");
        self.stmts(&block.stmts);
        self.put("}");
    }

    fn stmts(&mut self, stmts: &[Stmt]) {
        self.put("\n");
        for stmt in stmts {
            self.stmt(stmt);
            // An empty statement is a line of its own only with a semicolon.
            self.put(if matches!(stmt.kind, StmtKind::Empty) { ";\n" } else { "\n" });
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Bad => self.put("<bad stmt>"),
            StmtKind::Empty => {}
            StmtKind::Expr(_)
            | StmtKind::Send(..)
            | StmtKind::IncDec(..)
            | StmtKind::Assign(..)
            | StmtKind::Define(..) => self.simple_stmt(stmt),
            StmtKind::Go(call) => self.keyword("go", std::slice::from_ref(call)),
            StmtKind::Defer(call) => self.keyword("defer", std::slice::from_ref(call)),
            StmtKind::Return(values) => self.keyword("return", values),
            StmtKind::Branch(branch, label) => {
                self.put(match branch {
                    Branch::Break => "break ",
                    Branch::Continue => "continue ",
                    Branch::Goto => "goto ",
                    Branch::Fallthrough => "fallthrough ",
                });
                self.put(label.as_ref().map_or("", |label| &label.name));
            }
            StmtKind::Block(block) => self.block(block),
            StmtKind::If(inner) => self.if_stmt(inner),
            StmtKind::Switch(switch) => {
                self.put("switch ");
                self.init(&switch.init);
                self.exprs(switch.tag.as_slice());
                self.clauses(&switch.clauses);
            }
            StmtKind::TypeSwitch(switch) => {
                self.put("switch ");
                self.init(&switch.init);
                if let Some(name) = &switch.bind {
                    self.put(&name.name);
                    self.put(" := ");
                }
                self.expr(&switch.value);
                self.put(".(type)");
                self.clauses(&switch.clauses);
            }
            StmtKind::Select(clauses) => {
                self.put("select {\n");
                clauses.iter().for_each(|clause| self.select_clause(clause));
                self.put("}");
            }
            StmtKind::For(inner) => {
                self.put("for ");
                self.init(&inner.init);
                self.put(if inner.init.is_none() { ";" } else { "" });
                self.exprs(inner.condition.as_slice());
                self.put("; ");
                inner.post.iter().for_each(|post| self.stmt(post));
                self.block(&inner.body);
            }
            StmtKind::Range(range) => {
                self.put("for ");
                for (at, variable) in
                    [&range.key, &range.value, &range.extra].into_iter().flatten().enumerate()
                {
                    self.put(if at > 0 { ", " } else { "" });
                    self.expr(variable);
                }
                self.put(match (&range.key, range.define) {
                    (None, _) => "",
                    (_, true) => " := ",
                    (_, false) => " = ",
                });
                self.keyword("range", std::slice::from_ref(&range.over));
                self.block(&range.body);
            }
            StmtKind::Labeled(label, labeled) => {
                self.put(&label.name);
                self.put(":\n");
                self.stmt(labeled);
                self.put(if matches!(labeled.kind, StmtKind::Empty) { ";" } else { "" });
            }
            StmtKind::Decl(decl) => self.decl(decl),
        }
    }

    fn keyword(&mut self, keyword: &str, list: &[Expr]) {
        self.put(keyword);
        self.put(" ");
        self.exprs(list);
    }

    fn init(&mut self, init: &Option<Stmt>) {
        if let Some(init) = init {
            self.stmt(init);
            self.put("; ");
        }
    }

    fn if_stmt(&mut self, inner: &If) {
        self.put("if ");
        self.init(&inner.init);
        self.expr(&inner.condition);
        self.block(&inner.then);
        if let Some(otherwise) = &inner.otherwise {
            self.put(" else ");
            self.stmt(otherwise);
        }
    }

    fn clauses(&mut self, clauses: &[Clause]) {
        self.put(" {\n");
        for clause in clauses {
            match &clause.cases {
                Some(cases) => self.keyword("case", cases),
                None => self.put("default"),
            }
            self.put(":");
            self.stmts(&clause.body);
        }
        self.put("}");
    }

    fn select_clause(&mut self, clause: &SelectClause) {
        match &clause.comm {
            Some(comm) => {
                self.put("case ");
                self.stmt(comm);
            }
            None => self.put("default"),
        }
        self.put(":");
        self.stmts(&clause.body);
    }
}
