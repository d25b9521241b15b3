// A deadlock before main begins.
package main

import "fmt"

var ready = make(chan bool)

func init() {
	fmt.Println("init")
	<-ready
}

func main() {
	fmt.Println("not reached")
}
