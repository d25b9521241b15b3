// The function of a timer takes an entry out of a map while main still fills it.

package main

import (
	"fmt"
	"time"
)

func main() {
	cache := map[string]int{"a": 1}
	expired := make(chan bool)
	time.AfterFunc(time.Millisecond, func() {
		delete(cache, "a") // finds: race
		expired <- true
	})
	cache["b"] = 2 // finds: race
	<-expired
	fmt.Println(len(cache))
}
