// A list linked by pointers: pushed, reversed, filtered and cut.
package main

import "fmt"

type list struct {
	head *item
	size int
}

type item struct {
	value string
	next  *item
}

func (l *list) push(v string) *list {
	l.head = &item{v, l.head}
	l.size++
	return l
}

func (l *list) reverse() {
	var done *item
	for at := l.head; at != nil; {
		at.next, done, at = done, at, at.next
	}
	l.head = done
}

func (l *list) remove(v string) {
	for at := &l.head; *at != nil; {
		if (*at).value == v {
			*at = (*at).next
			l.size--
		} else {
			at = &(*at).next
		}
	}
}

func (l list) String() (s string) {
	for at := l.head; at != nil; at = at.next {
		s += at.value + ">"
	}
	return s + fmt.Sprint(l.size)
}

func main() {
	l := new(list)
	l.push("a").push("b").push("c").push("b")
	fmt.Println(l)
	l.reverse()
	fmt.Println(l)
	l.remove("b")
	fmt.Println(*l)
	l.remove("a")
	l.remove("c")
	fmt.Println(l)
}
