package main

import (
	"fmt"
	"sync"
	"time"
)

const (
	producers = 3                    //@param producers
	consumers = 2                    //@param consumers
	capacity  = 2                    //@param capacity
	items     = 4                    //@param items
	produce   = 1 * time.Millisecond //@param produce
	consume   = 2 * time.Millisecond //@param consume
)

func main() {
	var producing, consuming sync.WaitGroup
	queue := make(chan string, capacity)

	producing.Add(producers) //@add-producers
	for id := 1; id <= producers; id++ {
		go func() { //@go-producer
			for item := 1; item <= items; item++ {
				time.Sleep(produce)                     //@produce
				queue <- fmt.Sprintf("%d-%d", id, item) //@send
			}
			producing.Done() //@produced
		}()
	}

	consuming.Add(consumers) //@add-consumers
	for id := 1; id <= consumers; id++ {
		go func() { //@go-consumer
			for item := range queue { //@receive
				time.Sleep(consume)                               //@consume
				fmt.Println("consumer", id, "is done with", item) //@print
			}
			consuming.Done() //@consumed
		}()
	}

	producing.Wait() //@wait-producers
	close(queue)     //@close
	consuming.Wait() //@wait-consumers
} //@return
