// math/rand with a fixed seed gives the same numbers every time.
package main

import (
	"fmt"
	"math/rand"
)

func main() {
	r := rand.New(rand.NewSource(1))
	fmt.Println(r.Intn(100), r.Intn(100), r.Intn(100), r.Int63(), r.Uint32(), r.Int31n(10), r.Int())
	fmt.Println(r.Float64(), r.Float32(), r.Perm(8), r.Int63n(1000), r.Uint64(), r.Int31())
	list := []string{"a", "b", "c", "d", "e"}
	r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	fmt.Println(list, r.NormFloat64(), r.ExpFloat64())
	again := rand.New(rand.NewSource(1))
	other := rand.New(rand.NewSource(2))
	fmt.Println(again.Intn(100), other.Intn(100), again.Intn(7), other.Intn(1<<40))
	r.Seed(42)
	fmt.Println(r.Intn(1000), r.Intn(1000))
	defer func() { fmt.Println(recover()) }()
	r.Intn(0)
}
