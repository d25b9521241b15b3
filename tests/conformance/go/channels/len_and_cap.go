// len and cap of channels: nil, unbuffered, buffered and closed ones.
package main

import "fmt"

func main() {
	var none chan int
	fmt.Println(none == nil, len(none), cap(none))
	plain := make(chan int)
	fmt.Println(plain == nil, len(plain), cap(plain))
	roomy := make(chan struct{}, 5)
	roomy <- struct{}{}
	roomy <- struct{}{}
	fmt.Println(len(roomy), cap(roomy))
	close(roomy)
	fmt.Println(len(roomy), cap(roomy))
	var readOnly <-chan struct{} = roomy
	fmt.Println(len(readOnly), cap(readOnly))
}
