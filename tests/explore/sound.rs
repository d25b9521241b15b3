//! What a check must not take for the same, or leave out: programs in which one state of two that are nearly alike goes wrong.

use super::{check, compile};
use lockstep_core::explore::{Kind, Options, go};
use wasm_bindgen_test::wasm_bindgen_test;

/// Checks a program for each of these texts in the place of `?`, and says what goes wrong in each.
fn wrong(text: &str, each: &[&str], states: usize) -> Vec<Vec<Kind>> {
    let kinds = |with: &&str| {
        let program = compile(&text.replace('?', with));
        let report = go::check(&program, Options { states, ..Options::default() }, &mut |_| true);
        assert!(report.goes_wrong() || report.is_proof(), "{with}: {:?}", report.established);
        report.findings.iter().map(|finding| finding.kind).collect()
    };
    each.iter().map(kinds).collect()
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_about_to_be_printed_is_a_part_of_the_state() {
    // A second goroutine is there, so that to print what may be shared is a step.
    let text = "package main\n\nimport (\n\t\"fmt\"\n\t\"sync\"\n)\n\ntype T struct{ n int }\n\nfunc main() {\n\t\
        ch, quit := make(chan *T, 2), make(chan bool)\n\tvar wg sync.WaitGroup\n\t\
        for n := range 2 {\n\t\twg.Go(func() { ch <- &T{n} })\n\t}\n\tgo func() { <-quit }()\n\twg.Wait()\n\t\
        p := <-ch\n\t<-ch\n\tif fmt.Sprint(p) == \"&{?}\" {\n\t\tpanic(\"first\")\n\t}\n\tclose(quit)\n}\n";
    assert_eq!(wrong(text, &["0", "1", "2"], 10_000), [vec![Kind::Panic], vec![Kind::Panic], vec![]]);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_about_to_be_printed_outlasts_a_collection() {
    let text = "package main\n\nimport \"fmt\"\n\nfunc main() {\n\tm, done := map[int]int{1: 1}, make(chan bool)\n\t\
        go func() {\n\t\t_ = len(m)\n\t\tvar k []int\n\t\tfor i := range 200_000 {\n\t\t\t\
        k = append([]int{i}, k[:min(len(k), 3)]...)\n\t\t}\n\t\tdone <- true\n\t}()\n\t\
        fmt.Println(m)\n\t<-done\n}\n";
    let report = check(&compile(text));
    let outputs: Vec<&str> = report.outcomes.iter().map(|outcome| &*outcome.output).collect();
    assert_eq!(outputs, ["map[1:1]\n"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_in_a_map_is_no_captured_word() {
    // Four that are alike, so that they are taken one for the other. The closure of `go add(1, 1)` and an entry of the map have the same words.
    let text = "package main\n\nimport \"sync\"\n\nvar mu sync.Mutex\nvar wg sync.WaitGroup\nvar m = map[int]int{}\nvar n int\n\n\
        func add(a, b int) { mu.Lock(); n += a * b; mu.Unlock(); wg.Done() }\n\nfunc main() {\n\twg.Add(6)\n\t\
        go func() { mu.Lock(); m[0] = 1; mu.Unlock(); wg.Done() }()\n\tgo func() { mu.Lock(); m[0] = 2; mu.Unlock(); wg.Done() }()\n\t\
        for range 4 {\n\t\tgo add(1, 1)\n\t}\n\twg.Wait()\n\tif m[0] == ? {\n\t\tpanic(\"last\")\n\t}\n}\n";
    assert_eq!(wrong(text, &["1", "2", "3"], 4_000), [vec![Kind::Panic], vec![Kind::Panic], vec![]]);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_printed_counts_where_somebody_asks_how_much_it_was() {
    let text = "package main\n\nimport (\n\t\"fmt\"\n\t\"sync\"\n)\n\nfunc main() {\n\tch := make(chan int, 14)\n\t\
        var wg sync.WaitGroup\n\tfor i := range 14 {\n\t\twg.Go(func() { ch <- i })\n\t}\n\twg.Wait()\n\t\
        n, _ := fmt.Println(<-ch)\n\tif n > ? {\n\t\tpanic(\"long\")\n\t}\n}\n";
    assert!(wrong(text, &["2"], 3_000)[0].contains(&Kind::Panic));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_channel_may_be_one_whose_elements_have_other_tags() {
    let text = "package main\n\ntype tagged = struct {\n\tX int `of:\"tag\"`\n}\n\ntype plain = struct {\n\tX int\n}\n\nfunc main() {\n\t\
         ch := make(chan tagged)\n\tgo func() { ch <- tagged{1} }()\n\tselect {\n\tcase <-(chan plain)(ch):\n\t\tprintln(\"got\")\n\tdefault:\n\t\t\
         println(\"none\")\n\t}\n}\n";
    let outcomes = check(&compile(text)).outcomes;
    assert_eq!(outcomes.len(), 2, "somebody may wait there already: {outcomes:?}");
}
