// Workers take jobs from one channel and put results into another; each job is done once.
package main

import (
	"fmt"
	"sync"
)

type result struct{ job, square int }

func main() {
	const workers, jobs = 4, 20
	todo, done := make(chan int, 3), make(chan result, 3)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for job := range todo {
				done <- result{job, job * job}
			}
		})
	}
	go func() {
		for job := range jobs {
			todo <- job
		}
		close(todo)
		wg.Wait()
		close(done)
	}()
	var squares [jobs]int
	times := make(map[int]int)
	for r := range done {
		squares[r.job] = r.square
		times[r.job]++
	}
	fmt.Println(squares)
	for job, n := range times {
		if n != 1 {
			fmt.Println("job", job, "was done", n, "times")
		}
	}
	fmt.Println(len(times))
}
