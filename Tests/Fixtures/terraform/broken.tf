resource "aws_instance" "cart" {
  ami = "ami-1
}
