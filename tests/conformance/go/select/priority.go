// A first select with default gives one channel precedence over another.
package main

import "fmt"

func main() {
	urgent, normal := make(chan string, 3), make(chan string, 3)
	for i := range 3 {
		normal <- fmt.Sprint("normal ", i)
		urgent <- fmt.Sprint("urgent ", i)
	}
	for range 6 {
		select {
		case s := <-urgent:
			fmt.Println(s)
			continue
		default:
		}
		select {
		case s := <-urgent:
			fmt.Println(s)
		case s := <-normal:
			fmt.Println(s)
		}
	}
}
