# Written by hand: what a small root module holds.
terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.60"
    }
  }
  backend "s3" {
    bucket = "shop-state"
    key    = "cart.tfstate"
  }
}

variable "size" {
  type    = string
  default = "t3.small"
}

module "network" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "5.13.0"
}

resource "aws_instance" "cart" {
  ami           = data.aws_ami.debian.id
  instance_type = var.size
  user_data     = <<-EOT
    #!/bin/sh
    echo "${var.size}" > /etc/size
  EOT
  tags = merge(local.tags, { Name = "cart-${terraform.workspace}" })
}
