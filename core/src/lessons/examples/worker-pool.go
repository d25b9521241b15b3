// Watch a few workers share many jobs: whoever is free takes the next one.

package main

import (
	"fmt"
	"sync"
)

const (
	workers = 3 // 1..32
	jobs    = 8 // 1..100
)

func main() {
	todo := make(chan int)
	results := make(chan int)

	var pool sync.WaitGroup
	for range workers {
		pool.Go(func() {
			for job := range todo {
				results <- job * 10
			}
		})
	}
	go func() {
		for job := 1; job <= jobs; job++ {
			todo <- job
		}
		close(todo)
		pool.Wait()
		close(results)
	}()

	sum := 0
	for result := range results {
		sum += result
	}
	fmt.Println("all jobs together:", sum)
}
