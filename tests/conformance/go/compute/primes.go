// Heavy computing without goroutines: all primes below 50,000 by a sieve, and by trial division.
package main

import "fmt"

func main() {
	const limit = 50000
	composite := make([]bool, limit)
	count, last := 0, 0
	for i := 2; i < limit; i++ {
		if composite[i] {
			continue
		}
		count, last = count+1, i
		for j := i * i; j < limit; j += i {
			composite[j] = true
		}
	}
	fmt.Println(count, last)
	primes := []int{2}
	sum := 2
next:
	for n := 3; n < limit; n += 2 {
		for _, p := range primes {
			if p*p > n {
				break
			}
			if n%p == 0 {
				continue next
			}
		}
		primes = append(primes, n)
		sum += n
	}
	fmt.Println(len(primes), sum)
}
