// The dump names functions, methods, closures and generic functions as Go names them.
package main

import (
	"sync"
	"time"
)

type queue struct{ ch chan int }

func (q *queue) take() int { return <-q.ch }

type gate struct{ wg *sync.WaitGroup }

func (g gate) pass() { g.wg.Wait() }

type stack[T any] struct{ ch chan T }

func (s *stack[T]) push(v T) { s.ch <- v }

func send[T any](ch chan<- T, v T) { ch <- v }

func deep(n int, ch chan int) {
	if n == 0 {
		<-ch
		return
	}
	deep(n-1, ch)
}

func main() {
	var wg sync.WaitGroup
	wg.Add(1)
	q := &queue{make(chan int)}
	go q.take()
	go gate{&wg}.pass()
	s := &stack[string]{make(chan string)}
	go s.push("x")
	go send(make(chan float64), 1.5)
	go deep(3, q.ch)
	go func() {
		f := func() {
			func() {
				q.take()
			}()
		}
		f()
	}()
	method := q.take
	go method()
	time.Sleep(10 * time.Millisecond)
	defer func() {
		wg.Wait()
	}()
}
