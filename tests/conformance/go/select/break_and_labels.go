// break leaves the select; a label leaves or continues the loop around it.
package main

import "fmt"

func main() {
	ch := make(chan int, 10)
	for i := range 10 {
		ch <- i
	}
	close(ch)
loop:
	for {
		select {
		case v, ok := <-ch:
			if !ok {
				fmt.Println("empty")
				break loop
			}
			if v%2 == 1 {
				break
			}
			if v == 4 {
				fmt.Println("four is left out")
				continue loop
			}
			fmt.Println("even", v)
		}
		if len(ch) == 5 {
			fmt.Println("half")
		}
	}
named:
	select {
	case <-ch:
		for {
			break named
		}
	}
	fmt.Println("out")
}
