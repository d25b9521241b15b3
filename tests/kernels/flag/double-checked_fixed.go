// Once does the first look right.

package main

import (
	"fmt"
	"sync"
)

type Conn struct{ id int }

var (
	once sync.Once
	conn *Conn
)

func Get() *Conn {
	once.Do(func() { conn = &Conn{id: 1} })
	return conn
}

func main() {
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { Get() })
	}
	wg.Wait()
	fmt.Println(Get().id)
}
