// Watch a finished channel become nil: a case with a nil channel is never ready, so select forgets it.

package main

import "fmt"

const (
	apples = 2 // 0..20
	pears  = 4 // 0..20
)

func main() {
	left, right := deliver(apples), deliver(pears)
	total := 0
	for left != nil || right != nil {
		select {
		case _, more := <-left:
			if !more {
				left = nil
				continue
			}
		case _, more := <-right:
			if !more {
				right = nil
				continue
			}
		}
		total++
	}
	fmt.Println("received", total)
}

func deliver(count int) <-chan int {
	out := make(chan int)
	go func() {
		for n := range count {
			out <- n
		}
		close(out)
	}()
	return out
}
