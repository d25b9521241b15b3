//! The Go text beside a lesson, and where each of its steps stands in it.
//!
//! Each source is a whole Go program that runs as it is. Two kinds of comment in it are for us and are taken out when it
//! is loaded: `//@name` names its line, so that a worker can say "I stand at `lock`" and the text may still be edited; and
//! `//@param n` says that the value on its line, which stands behind the last `= ` (in a comment: `: `), is the reader's.

/// A Go program, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    text: String,
    labels: Vec<(&'static str, u32)>,
}

impl Source {
    /// Takes the label comments out of a text, and writes the reader's values into it.
    pub fn load(text: &'static str, value: impl Fn(&str) -> String) -> Source {
        let mut source = Source { text: String::with_capacity(text.len()), labels: Vec::new() };
        for (number, line) in (1..).zip(text.lines()) {
            match line.split_once("//@") {
                None => source.text.push_str(line),
                Some((code, label)) => {
                    let code = code.trim_end();
                    match label.strip_prefix("param ") {
                        None => {
                            source.labels.push((label, number));
                            source.text.push_str(code);
                        }
                        Some(param) => source.text.push_str(&with_value(code, &value(param))),
                    }
                }
            }
            source.text.push('\n');
        }
        source
    }

    /// A text as it is.
    pub fn plain(text: &str) -> Source {
        Source { text: text.into(), labels: Vec::new() }
    }

    /// The Go text, each line ended by a newline.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The lines, the first of which is line 1.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.lines()
    }

    /// The number of the line that has this name, counted from 1.
    ///
    /// # Panics
    /// If no line has it: the names are written beside the steps that use them, and every step is tested.
    pub fn line(&self, label: &str) -> u32 {
        let found = self.labels.iter().find(|(name, _)| *name == label);
        found.unwrap_or_else(|| panic!("no line of the Go source is called {label}")).1
    }

    /// The names of lines, in the order of the lines.
    pub fn labels(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.labels.iter().map(|(name, _)| *name)
    }
}

/// The line with its value replaced, whatever else stands behind it kept (`3 * time.Millisecond`).
fn with_value(code: &str, value: &str) -> String {
    let start = ["= ", ": "].iter().find_map(|mark| code.rfind(mark)).expect("a param line has a value") + 2;
    let end = code[start..].find(' ').map_or(code.len(), |length| start + length);
    format!("{}{value}{}", &code[..start], &code[end..])
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn labels_go_and_values_come() {
        let source = Source::load(
            "const (\n\tn    = 10                   //@param n\n\thold = 2 * time.Millisecond //@param hold\n)\n\
             // Woken next: go //@param wake\nmu.Lock() //@lock\n} // kept\n",
            |param| format!("<{param}>"),
        );
        assert_eq!(
            source.text(),
            "const (\n\tn    = <n>\n\thold = <hold> * time.Millisecond\n)\n// Woken next: <wake>\nmu.Lock()\n} // kept\n"
        );
        assert_eq!(source.line("lock"), 6);
        assert!(source.labels().eq(["lock"]));
    }

    #[test]
    #[should_panic = "no line of the Go source is called unlock"]
    fn a_name_that_no_line_has_is_a_bug() {
        Source::load("mu.Lock() //@lock", |_| String::new()).line("unlock");
    }
}
