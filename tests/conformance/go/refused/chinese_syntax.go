// 中文之后的语法错误：a mistake of syntax behind Chinese text on its line.
package main

import "fmt"

func main() {
	fmt.Println("你好" "世界")
	名字 := "小明" 年龄 := 3
	if 名字 == "小明" 
	{
	}
	/* 注释 */ var = 5
}
