// A method value binds its receiver at once; a method expression takes it as first parameter.
package main

import "fmt"

type point struct{ x, y int }

func (p point) sum() int           { return p.x + p.y }
func (p *point) move(dx, dy int)   { p.x += dx; p.y += dy }
func (p point) plus(q point) point { return point{p.x + q.x, p.y + q.y} }

type summer interface{ sum() int }

func main() {
	p := point{1, 2}
	bound := p.sum
	move := p.move
	p.x = 100
	fmt.Println(bound(), p.sum())
	move(1, 1)
	fmt.Println(p)
	fmt.Println(point.sum(p), (*point).sum(&p), point.plus(p, point{1, 1}))
	(*point).move(&p, -1, -1)
	fmt.Println(p)
	fmt.Printf("%T %T %T\n", point.sum, (*point).move, bound)
	var s summer = p
	through := s.sum
	s = point{7, 7}
	fmt.Println(through(), s.sum(), summer.sum(s))
	fs := []func() int{p.sum, s.sum, point{3, 4}.sum}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	fmt.Println()
	defer p.move(0, 0)
	done := make(chan bool)
	go func(f func(int, int)) { f(5, 5); close(done) }(p.move)
	<-done
	fmt.Println(p)
}
