// Variables beside calls are read behind them, in all kinds of expressions; what is asserted is not.
package main

import "fmt"

var log []string

func say(s string, v int) int { log = append(log, s); return v }

type T struct{ a, b int }

func (t T) M(x int) int  { return t.a*100 + x }
func (t *T) P(x int) int { return t.a*100 + x }

var g = 1

func set(v int) int { g = v; return v }

func show(name string, args ...any) { fmt.Println(name, args, log); log = nil }

func two() (int, int) { g++; return g, g }

type I interface{ M(int) int }

func main() {
	a := 1
	f := func() int { a++; return a }
	show("var and call", a, f(), a)
	x := []int{a, f(), a}
	show("slice", x)
	s := T{a, f()}
	show("struct", s)
	z := a + f()
	show("sum", z)
	z = a*2 + f()*a
	show("sum2", z)
	p := &a
	z = *p + f()
	show("deref", z)
	arr := []int{1, 2, 3}
	i := 0
	inc := func() int { i++; return i }
	z = arr[i] + inc()
	show("index", z)
	z = arr[i] + arr[inc()]
	show("index2", z)
	t := T{1, 2}
	ch := func() int { t.a = 7; return 3 }
	t = T{1, 2}
	show("pointer recv", t.P(ch()))
	t = T{1, 2}
	var it I = t
	chi := func() int { it = T{9, 9}; return 1 }
	show("iface recv", it.M(chi()))
	show("field", t.a, func() int { t.a = 50; return 0 }(), t.a)
	g = 1
	show("global", g, set(5), g)
	g = 1
	z = g + set(5)
	show("global sum", z)
	c := make(chan int, 3)
	c <- 1
	c <- 2
	c <- 3
	show("recv", a, <-c, f(), <-c, a)
	arr2 := []int{0, 0, 0}
	i = 0
	arr2[i], i = 5, 2
	show("assign", arr2, i)
	i = 0
	mm := map[string]int{}
	mm["a"], mm["b"] = say("1", 1), say("2", 2)
	show("map assign", mm)
	str := "ab"
	cs := func() string { str = "zz"; return "c" }
	show("string concat", str+cs())
	str = "ab"
	show("string concat2", str+cs()+str)
	b := true
	cb := func() bool { b = false; return true }
	show("cmp", b == cb())
	b = true
	show("and", b && cb() && b)
	i = 0
	i = 0
	show("conv", float64(i)+float64(inc()))
	i = 1
	show("ret", fmt.Sprint(func() (int, int) { return i, inc() }()))
	i = 1
	show("ret2", fmt.Sprint(func() (x int, y int) { x = i; return x, inc() + x }()))
	var e any = i
	ce := func() int { e = "changed"; return 1 }
	show("any var", e, ce())
	e = 4
	show("assert", e.(int)+ce())
	q := &T{3, 4}
	cq := func() int { q = &T{8, 8}; return 1 }
	show("ptr field", q.a+cq())
	q = &T{3, 4}
	show("ptr field args", q.a, cq(), q.a)
	cq2 := func() int { q.a = 77; return 1 }
	show("ptr field args2", q.a, cq2(), q.a)
	arr = []int{1, 2, 3}
	ca := func() int { arr = []int{9, 9, 9}; return 1 }
	show("index arr", arr[0], ca(), arr[0])
	arr = []int{1, 2, 3}
	ca2 := func() int { arr[0] = 42; return 1 }
	show("index elem", arr[0], ca2(), arr[0])
	show("len", len(arr), func() int { arr = arr[:1]; return 0 }(), len(arr))
	i = 5
	show("neg", -i, inc(), -i)
	i = 5
	show("paren", (i), inc())
	i = 5
	xx, yy := i, inc()
	show("define", xx, yy)
	i = 5
	xx, yy = i+0, inc()
	show("assign plus", xx, yy)
	i = 5
	var w struct{ x, y int }
	w.x, w.y = i, inc()
	show("fields", w)
	i = 5
	show("closure", func(v int) int { return v }(i)+inc())
	i = 5
	show("cmp2", i < inc(), i)
	i = 5
	show("shift", i<<inc(), i)
	m2 := map[int]int{5: 1}
	cm := func() int { m2[5] = 9; return 1 }
	show("map index", m2[5]+cm(), m2)
	m2[5] = 1
	show("map index args", m2[5], cm())
}
