// A deadlock behind Chinese text: function names and places in the dump.
package main

import "fmt"

func 等待(信道 chan int) int { return <-信道 }

func main() {
	信道 := make(chan int)
	fmt.Println("开始")
	go func() { 等待(信道); 等待(信道) }()
	信道 <- 1
	fmt.Println("再来一次")
	信道 <- 等待(信道)
}
