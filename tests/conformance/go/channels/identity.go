// Channels are compared by identity and can be keys of a map.
package main

import "fmt"

func main() {
	a, b := make(chan int), make(chan int)
	c := a
	fmt.Println(a == b, a == c, a != nil)
	names := map[chan int]string{a: "a", b: "b"}
	names[c] += "c"
	fmt.Println(len(names), names[a], names[b], names[nil] == "")
	var send chan<- int = a
	fmt.Println(send == a)
}
