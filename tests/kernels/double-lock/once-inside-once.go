// Loading the configuration asks for the logger, whose setup asks for the configuration: Once waits for itself.

package main

import (
	"fmt"
	"sync"
)

var (
	configOnce, loggerOnce sync.Once
	config, prefix         string
)

func Config() string {
	configOnce.Do(func() {
		config = "verbose"
		Log("configuration loaded")
	})
	return config
}

func Log(text string) {
	loggerOnce.Do(func() { prefix = Config() + ": " }) // finds: deadlock
	fmt.Println(prefix + text)
}

func main() {
	Log("start")
}
