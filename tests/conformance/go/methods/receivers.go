// Methods with value receivers work on a copy, those with pointer receivers on the thing itself.
package main

import "fmt"

type counter struct{ n int }

func (c counter) added() int { c.n++; return c.n }
func (c *counter) add() int  { c.n++; return c.n }

type list []int

func (l list) set(i, v int) { l[i] = v }
func (l *list) push(v int)  { *l = append(*l, v) }
func (l list) lost(v int)   { l = append(l, v) }
func (l list) total() (t int) {
	for _, v := range l {
		t += v
	}
	return
}

type table map[string]int

func (t table) inc(key string) table { t[key]++; return t }

func main() {
	c := counter{5}
	fmt.Println(c.added())
	fmt.Println(c.n)
	fmt.Println(c.add())
	fmt.Println(c.n)
	p := &c
	fmt.Println(p.added(), p.add(), p.added())
	fmt.Println(c.n)
	var l list
	l.push(1)
	l.push(2)
	l.lost(3)
	l.set(0, 10)
	fmt.Println(l, l.total(), list{4, 5}.total())
	fmt.Println(table{}.inc("a").inc("b").inc("a"))
	counters := []counter{{1}, {2}}
	for _, c := range counters {
		c.add()
	}
	fmt.Println(counters)
	for i := range counters {
		counters[i].add()
	}
	fmt.Println(counters)
	m := map[string]*counter{"x": {7}}
	m["x"].add()
	fmt.Println(m["x"].n)
}
