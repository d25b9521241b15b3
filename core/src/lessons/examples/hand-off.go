// Watch the sender wait until somebody takes the parcel: a channel without places stores nothing.

package main

import (
	"fmt"
	"time"
)

const (
	parcels  = 4 // 1..20
	capacity = 0 // 0..20 places in the channel
)

func main() {
	door := make(chan int, capacity)

	go func() {
		for parcel := 1; parcel <= parcels; parcel++ {
			door <- parcel
		}
		close(door)
	}()

	for parcel := range door {
		time.Sleep(time.Millisecond)
		fmt.Println("unpacked", parcel)
	}
}
