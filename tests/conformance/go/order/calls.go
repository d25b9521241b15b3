// Calls, receives and logical operators in an expression are evaluated from left to right.
package main

import "fmt"

func t(name string, v int) int {
	fmt.Print(name, " ")
	return v
}

func b(name string, v bool) bool {
	fmt.Print(name, " ")
	return v
}

func list(name string) []int {
	fmt.Print(name, " ")
	return []int{1, 2, 3}
}

func two(name string) (int, int) {
	fmt.Print(name, " ")
	return 1, 2
}

func main() {
	fmt.Println(t("a", 1) + t("b", 2)*t("c", 3) - t("d", 4))
	fmt.Println(b("a", false) && b("b", true) || b("c", true) && !b("d", false))
	fmt.Println(list("a")[t("b", 1)], list("c")[t("d", 0):t("e", 2)])
	fmt.Println([]int{t("a", 1), t("b", 2)}, [2]int{1: t("c", 3), 0: t("d", 4)}, struct{ x, y int }{y: t("e", 5), x: t("f", 6)})
	m := map[int]int{t("a", 1): t("b", 2), t("c", 3): t("d", 4)}
	fmt.Println(len(m))
	list("a")[t("b", 0)], m[t("c", 9)] = t("d", 7), t("e", 8)
	fmt.Println(m[9])
	x, y := two("two")
	x, y = y, x
	fmt.Println(x, y)
	func(f func(int, int), a, b int) { f(a, b) }(func(a, b int) { fmt.Println("called with", a, b) }, t("a", 1), t("b", 2))
	ch := make(chan int, 3)
	ch <- 1
	ch <- 2
	ch <- 3
	fmt.Println(<-ch*100 + <-ch*10 + <-ch)
	if t("i", 1) > t("j", 0) && b("k", true) {
		fmt.Println("then")
	}
	var p *struct{ f int }
	func() {
		defer func() { fmt.Println(recover() != nil, "after the right side") }()
		p.f = t("right", 1)
	}()
	func() {
		defer func() { fmt.Println(recover(), "after the right side") }()
		[]int{}[t("index", 5)] = t("right", 1)
	}()
	func() {
		defer func() { fmt.Println(recover(), "after the right side") }()
		map[int]int(nil)[t("key", 5)] = t("right", 1)
	}()
}
