// Many producers send into one channel, and the last to finish closes it.
package main

import (
	"fmt"
	"sort"
	"sync"
)

func main() {
	out := make(chan string)
	var wg sync.WaitGroup
	for p := range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range 3 {
				out <- fmt.Sprintf("%c%d", 'a'+p, i)
			}
		}()
	}
	go func() {
		wg.Wait()
		close(out)
	}()
	var all []string
	for s := range out {
		all = append(all, s)
	}
	sort.Strings(all)
	fmt.Println(len(all), all)
}
